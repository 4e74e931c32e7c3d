package dev.lumen.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.act.TtlAdvisor;
import dev.lumen.api.testkit.Feedbacks;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the docs show is compiled here, and does what they say. */
class ExamplesTest {
    private static final Path SELF = Path.of("src/test/java/dev/lumen/micrometer/ExamplesTest.java");

    private static FeedbackMeters example(MeterRegistry registry, TtlAdvisor ttl) {
        FeedbackMeters meters = new FeedbackMeters();
        meters.bindTo(registry);
        new AdvisorMeters(ttl).bindTo(registry);
        return meters;
    }

    @ParameterizedTest
    @ValueSource(strings = {"../README.md", "../docs/metrics.md"})
    void the_docs_show_what_is_compiled_here(String page) throws IOException {
        MeterRegistry registry = new SimpleMeterRegistry();
        example(registry, new StubAdvisor("ion-api", Duration.ofMinutes(5))).accept(Feedbacks.typical());
        assertThat(registry.get("lumen.ttl.in.force").gauge().value()).isEqualTo(300);
        assertThat(registry.get("lumen.ttl.recommended").gauge().value()).isEqualTo(420);

        String text = Files.readString(Path.of(page));
        int begin = text.lastIndexOf("```java", text.indexOf("new FeedbackMeters()")) + 7;
        String shown = text.substring(begin, text.indexOf("```", begin));
        String compiled = compact(Files.readString(SELF));
        assertThat(shown).contains("AdvisorMeters");
        for (String statement : shown.split(";", -1)) {
            assertThat(compiled).contains(compact(statement.replaceAll("//[^\n]*", "")));
        }
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", "");
    }
}
