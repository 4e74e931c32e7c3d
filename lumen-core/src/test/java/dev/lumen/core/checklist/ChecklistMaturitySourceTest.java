package dev.lumen.core.checklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lumen.api.signal.MaturityDimension;
import dev.lumen.core.maturity.MaturityModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecklistMaturitySourceTest {
    private static final Path SAMPLE = Path.of("..", "docs", "samples", "maturity-checklist.json");

    @TempDir
    private Path directory;

    @Test
    void the_sample_in_the_docs_is_read_as_it_says() throws IOException {
        List<MaturityDimension> dimensions = ChecklistMaturitySource.of(SAMPLE).read();
        assertThat(dimensions)
                .extracting(MaturityDimension::name)
                .containsExactly("logging", "testing", "monitoring", "automation", "security");
        assertThat(dimensions.get(0).score()).isCloseTo(100 * 2.0 / 3, within(1e-9));
        assertThat(dimensions.get(2).score()).isEqualTo(75);
        assertThat(dimensions.get(2).weight()).isEqualTo(2);
        assertThat(dimensions.get(3).nextStep()).isEmpty();
        assertThat(dimensions.get(0).evidence())
                .containsExactly(
                        "done: logs are structured",
                        "not done: each line has the request's id",
                        "done: lines can be searched for thirty days");
    }

    @Test
    void the_weakest_dimension_gets_the_next_step_of_its_open_item() throws IOException {
        assertThat(MaturityModel.of(ChecklistMaturitySource.of(SAMPLE).read())
                        .orElseThrow()
                        .weakest())
                .extracting(weakness -> weakness.dimension() + ": " + weakness.nextStep())
                .containsExactly(
                        "testing: test a day with the cache switched off", "security: have the pipeline rotate them");
    }

    @Test
    void the_form_in_the_docs_is_a_checklist() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "checklist.md"), StandardCharsets.UTF_8);
        String form = page.substring(page.indexOf("```json") + 7, page.indexOf("```\n\n|"));
        assertThat(read(form).get(0).score()).isCloseTo(100.0 / 3, within(1e-9));
    }

    @Test
    void the_heaviest_open_item_is_next_and_its_text_where_it_does_not_say_how() throws IOException {
        assertThat(read("""
                {"dimensions": [{"name": "a", "items": [
                    {"text": "x holds", "done": false, "nextStep": "mend x"},
                    {"text": "y holds", "done": false, "weight": 3},
                    {"text": "z holds", "done": true, "weight": 9}]}]}""").get(0).nextStep()).hasValue("see to it that y holds");
    }

    @Test
    void weights_at_the_ends_of_what_a_number_holds_still_make_a_share() throws IOException {
        assertThat(read("""
                {"dimensions": [{"name": "a", "items": [
                    {"text": "x", "done": true, "weight": 1.7e308}, {"text": "y", "done": false, "weight": 1.7e308}]}]}""").get(0).score()).isEqualTo(50);
    }

    @Test
    void a_changed_file_shows_in_the_next_reading() throws IOException {
        Path file = directory.resolve("list.json");
        ChecklistMaturitySource source = ChecklistMaturitySource.of(file);
        String list = "{\"dimensions\": [{\"name\": \"a\", \"items\": [{\"text\": \"x\", \"done\": false}]}]}";
        Files.writeString(file, list);
        assertThat(source.read().get(0).score()).isZero();
        Files.writeString(file, list.replace("false", "true"));
        assertThat(source.read().get(0).score()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                            | dimensions is absent, allowed: an array of objects, each with name and items
            {"dimensions": []}            | dimensions is [], allowed: an array of objects
            {"dimensions": [1]}           | dimensions[0] is 1, allowed: an array of objects
            {"dimensions": [{"items": []}]} | dimensions[0].name is absent, allowed: a text that is not blank
            {"dimensions": [{"name": "a"}]} | dimensions[0].items is absent, allowed: an array of objects, each with text and done
            {"dimensions": [{"name": "a", "items": [{"text": " ", "done": true}]}]} | dimensions[0].items[0].text is " ", allowed: a text
            {"dimensions": [{"name": "a", "items": [{"text": "x"}]}]} | dimensions[0].items[0].done is absent, allowed: true or false
            {"dimensions": [{"name": "a", "items": [{"text": "x", "done": "yes"}]}]} | dimensions[0].items[0].done is "yes", allowed: true or false
            {"dimensions": [{"name": "a", "items": [{"text": "x", "done": true, "weight": 0}]}]} | items[0].weight is 0, allowed: a number above 0
            {"dimensions": [{"name": "a", "items": [{"text": "x", "done": true, "doen": 1}]}]} | dimensions[0].items[0].doen is unknown, allowed: done, nextStep, text, weight
            {"dimensions": [{"name": "a", "items": [{"text": "x", "done": true}]}, {"name": "a", "items": [{"text": "x", "done": true}]}]} | dimensions[1].name is "a", allowed: a name that no other
            []                            | holds no object, allowed: an object with dimensions
            {"dimensions":                | :1: not JSON
            """)
    void what_is_not_right_is_refused_with_file_field_value_and_what_is_allowed(String list, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(list))
                .withMessageContaining("list.json")
                .withMessageContaining(message);
    }

    @Test
    void a_file_that_is_too_large_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(" ".repeat(ChecklistMaturitySource.MOST_BYTES + 1)))
                .withMessageContaining("more than 1 MB, allowed: a checklist of at most 1 MB");
    }

    @Test
    void a_file_that_is_not_there_is_named() {
        assertThatThrownBy(() -> ChecklistMaturitySource.of(directory.resolve("nope.json"))
                        .read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nope.json', which does not exist, allowed: a file");
    }

    private List<MaturityDimension> read(String list) throws IOException {
        return ChecklistMaturitySource.of(Files.writeString(directory.resolve("list.json"), list))
                .read();
    }
}
