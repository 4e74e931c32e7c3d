package dev.lumen.examples.cli;

import dev.lumen.core.govern.Letter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code lumen approve}: a person's answer to a proposal. */
@Command(
        name = "approve",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Approves a proposal. The answer waits in the service's mailbox, and counts from its next run; what has"
                    + " expired or moved since is refused then, as lumen history shows.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  lumen approve ttl-3f9a2c41 --state-dir /var/lib/answers --why 'as agreed'",
            "",
            "Exit status: 0 success; 64 wrong usage; 65 no such proposal, or it is answered already; 73 not writable."
        })
final class ApproveCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Parameters(paramLabel = "ID", description = "The proposal, such as ttl-3f9a2c41.")
    private String id;

    @Mixin
    private StateDirectory state;

    @Override
    public Integer call() {
        state.answer(Letter.Kind.APPROVE, id);
        lumen.console().out().println(id + ": approved by " + state.by() + ", to be heard at the service's next run");
        return ExitStatus.OK;
    }
}
