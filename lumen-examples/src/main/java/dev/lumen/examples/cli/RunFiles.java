package dev.lumen.examples.cli;

import dev.lumen.api.feedback.Background;
import dev.lumen.api.feedback.FeedbackSink;
import dev.lumen.api.feedback.UnifiedFeedback;
import dev.lumen.api.state.StateStore;
import dev.lumen.api.state.StoredState;
import dev.lumen.core.report.DailyLog;
import dev.lumen.core.report.ReportFile;
import dev.lumen.core.report.Retention;
import dev.lumen.core.state.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What {@code lumen run} keeps in its output directory; whatever cannot be written ends the command. */
final class RunFiles {
    private static final String STATE = "unified_feedback_state.json";
    private static final String REPORT = "report.md";
    private static final String PAGE = "report.html";

    private final Path directory;
    private final Path stateFile;
    private final FileStateStore store;

    /** Why the orchestrator could not save; written by its thread before {@code run()} returns to ours. */
    private volatile Optional<IOException> notSaved = Optional.empty();

    private RunFiles(Path directory) {
        this.directory = directory;
        this.stateFile = directory.resolve(STATE);
        this.store = new FileStateStore(stateFile);
    }

    /** Makes {@code directory} where it is not there, and makes sure before the run that it can be written to. */
    static RunFiles in(Path directory) {
        return new RunFiles(OutputDirectory.ready(directory));
    }

    /** Removes the state of earlier runs. */
    void forget() {
        try {
            Files.deleteIfExists(stateFile);
        } catch (IOException e) {
            throw OutputDirectory.notWritable(directory, e);
        }
    }

    /** The state file, remembering whether it could be saved. */
    StateStore state() {
        return new StateStore() {
            @Override
            public Optional<StoredState> load() throws IOException {
                return store.load();
            }

            @Override
            public void save(StoredState state) throws IOException {
                try {
                    store.save(state);
                } catch (IOException e) {
                    notSaved = Optional.of(e);
                    throw e;
                }
            }

            @Override
            public Optional<String> setAside() throws IOException {
                return store.setAside();
            }

            @Override
            public String name() {
                return store.name();
            }
        };
    }

    /**
     * Writes the report and the day's line, and removes the days that are too old.
     *
     * @param background what lies behind the feedback, for sinks that show it
     * @param problems told of what could not be removed
     */
    void keep(UnifiedFeedback feedback, Background background, Consumer<String> problems) {
        List<FeedbackSink> sinks = List.of(
                new DailyLog(directory, Retention.DEFAULT, problems),
                new ReportFile(directory.resolve(REPORT)),
                ReportFile.html(directory.resolve(PAGE)));
        try {
            if (notSaved.isPresent()) {
                throw notSaved.get();
            }
            for (FeedbackSink sink : sinks) {
                sink.accept(feedback, background);
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw OutputDirectory.notWritable(directory, e);
        }
    }
}
