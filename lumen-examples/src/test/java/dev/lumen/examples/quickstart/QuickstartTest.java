package dev.lumen.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.observe.MissingReason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuickstartTest {
    @Test
    void a_first_run_has_no_window_yet_and_says_so() {
        List<String> said = new ArrayList<>();

        assertThat(new Quickstart(said::add).answer("which TTL?").missing())
                .singleElement()
                .satisfies(part -> assertThat(part.reason()).isEqualTo(MissingReason.FIRST_SAMPLE));
        assertThat(said).containsExactly("It depends: which TTL?");
    }

    @Test
    void the_readme_shows_what_is_compiled_here() throws IOException {
        Path module = Path.of("").toAbsolutePath();
        String source = compact(Files.readString(
                module.resolve("src/main/java/dev/lumen/examples/quickstart/Quickstart.java"), StandardCharsets.UTF_8));
        String readme = Files.readString(module.resolveSibling("README.md"), StandardCharsets.UTF_8);
        String code = readme.substring(readme.indexOf("```java") + 7);
        String shown = code.substring(0, code.indexOf("```"));

        for (String statement : shown.split(";", -1)) {
            assertThat(source).contains(compact(statement.replaceAll("//[^\n]*", "")));
        }
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", "").replaceFirst("^}+", "");
    }
}
