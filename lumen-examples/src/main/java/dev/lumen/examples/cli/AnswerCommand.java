package dev.lumen.examples.cli;

import dev.lumen.core.govern.Letter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A person's answer to a proposal; the commands say which. */
abstract class AnswerCommand implements Callable<Integer> {
    private final Letter.Kind kind;
    private final String done;

    @ParentCommand
    private LumenCommand lumen;

    @Parameters(paramLabel = "ID", description = "The proposal, such as ttl-3f9a2c41.")
    private String id;

    @Mixin
    private GovernanceOptions governance;

    AnswerCommand(Letter.Kind kind, String done) {
        this.kind = kind;
        this.done = done;
    }

    @Override
    public final Integer call() {
        try (OpenedPapers papers = governance.open(lumen.console())) {
            papers.requireOpen(id);
            papers.post(governance.letter(kind, Optional.of(id)));
        }
        lumen.console()
                .out()
                .println(id + ": " + done + " by " + governance.by() + ", to be heard at the service's next run");
        return ExitStatus.OK;
    }
}
