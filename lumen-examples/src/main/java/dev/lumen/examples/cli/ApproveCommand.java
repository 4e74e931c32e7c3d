package dev.lumen.examples.cli;

import dev.lumen.core.govern.Letter;
import picocli.CommandLine.Command;

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
            "Exit status: 0 success; 64 wrong usage; 65 no such proposal, or it is answered already;",
            "69 Redis unreachable; 73 not writable."
        })
final class ApproveCommand extends AnswerCommand {
    ApproveCommand() {
        super(Letter.Kind.APPROVE, "approved");
    }
}
