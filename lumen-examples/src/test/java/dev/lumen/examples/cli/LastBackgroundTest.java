package dev.lumen.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.PastRun;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.observe.CacheName;
import dev.lumen.core.FeedbackOrchestrator;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastBackgroundTest {
    private final LastBackground background = new LastBackground();

    @Test
    void before_the_first_feedback_there_is_none() {
        assertThat(background.get()).isEqualTo(Background.NONE);
    }

    @Test
    void a_later_command_in_the_same_directory_knows_the_runs_before_it(@TempDir Path directory) {
        UnifiedFeedback first = run(directory);
        UnifiedFeedback second = run(directory);
        assertThat(background.get().runs()).containsExactly(PastRun.of(first), PastRun.of(second));
    }

    private UnifiedFeedback run(Path directory) {
        try (FeedbackOrchestrator lumen = FeedbackOrchestrator.builder(CacheName.of("ion-api"))
                .source(cache -> {
                    throw new IOException("nothing to read");
                })
                .stateStore(RunFiles.in(directory).state())
                .sink(background)
                .build()) {
            return lumen.run();
        }
    }
}
