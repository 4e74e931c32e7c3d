package dev.lumen.gcp.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.api.MetricDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("any-jdk")
class MetricsTableTest {
    @Test
    void the_table_in_the_docs_lists_every_metric_as_it_is_and_no_other() throws IOException {
        List<String> wanted =
                Arrays.stream(LumenMetric.values()).map(MetricsTableTest::row).toList();
        List<String> lines = Files.readAllLines(Path.of("..", "docs", "gcp.md"));
        int from = lines.indexOf("| metric | unit | label | meaning |") + 2;
        assertThat(lines.subList(from, from + wanted.size())).isEqualTo(wanted);
        assertThat(lines.get(from + wanted.size())).isEmpty();
    }

    private static String row(LumenMetric metric) {
        MetricDescriptor descriptor = metric.descriptor();
        String name = descriptor.getType().substring(LumenMetric.PREFIX.length());
        String label = metric.labels().isEmpty() ? "" : "`" + metric.labels().get(0) + "` ";
        return "| `" + name + "` | " + descriptor.getUnit() + " | " + label + "| " + descriptor.getDescription() + " |";
    }
}
