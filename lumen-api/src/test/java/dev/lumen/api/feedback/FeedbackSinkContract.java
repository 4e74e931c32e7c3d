package dev.lumen.api.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lumen.api.testkit.Feedbacks;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every {@link FeedbackSink} must do: take whatever a run can produce. What it makes of it is for the subclass to
 * test.
 */
public abstract class FeedbackSinkContract {
    /** The sink under test, able to deliver; the same one for the length of a test. */
    protected abstract FeedbackSink sink() throws Exception;

    @Test
    public void has_a_name() throws Exception {
        assertThat(sink().name()).isNotBlank();
    }

    @ParameterizedTest
    @EnumSource
    public void takes_every_feedback_twice(Feedbacks.Example example) throws Exception {
        FeedbackSink sink = sink();
        assertThatCode(() -> {
                    sink.accept(example.feedback());
                    sink.accept(example.feedback());
                })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    public void takes_a_feedback_with_what_lies_behind_it(Feedbacks.Example example) throws Exception {
        FeedbackSink sink = sink();
        Background background =
                new Background(List.of(PastRun.of(example.feedback())), Optional.empty(), Optional.empty());
        assertThatCode(() -> sink.accept(example.feedback(), background)).doesNotThrowAnyException();
    }

    @Test
    public void takes_one_feedback_after_another() throws Exception {
        FeedbackSink sink = sink();
        assertThatCode(() -> {
                    for (Feedbacks.Example example : Feedbacks.Example.values()) {
                        sink.accept(example.feedback());
                    }
                })
                .doesNotThrowAnyException();
    }
}
