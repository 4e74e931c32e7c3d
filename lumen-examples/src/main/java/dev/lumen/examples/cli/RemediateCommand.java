package dev.lumen.examples.cli;

import dev.lumen.core.govern.Letter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen remediate}: the emergency stop, and its release. */
@Command(
        name = "remediate",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Stops every automatic change of a cache, or lets changes be made again.",
            "",
            "A stop takes back the change under way and all proposals. The TTL is then the last that was verified, else the"
                    + " default, but never one shorter than that in force, which would load the backend. It lasts until it"
                    + " is released, restarts of the service included. Nothing is cleared.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  lumen remediate --action emergency-stop --state-dir /var/lib/answers --why 'errors since 9:40'",
            "  lumen remediate --action release --state-dir /var/lib/answers",
            "",
            "Exit status: 0 success; 64 wrong usage; 69 Redis unreachable; 73 not writable."
        })
final class RemediateCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(
            names = "--action",
            required = true,
            paramLabel = "emergency-stop|release",
            converter = ActionOption.class,
            description = "What to do.")
    private Action action;

    @Mixin
    private GovernanceOptions governance;

    @Override
    public Integer call() {
        Letter.Kind kind = action == Action.EMERGENCY_STOP ? Letter.Kind.STOP : Letter.Kind.RELEASE;
        try (OpenedPapers papers = governance.open(lumen.console())) {
            papers.lines();
            papers.post(governance.letter(kind, Optional.empty()));
        }
        lumen.console()
                .out()
                .println((action == Action.EMERGENCY_STOP ? "stop" : "release") + " by " + governance.by()
                        + ", to be heard at the service's next run");
        return ExitStatus.OK;
    }

    private enum Action {
        EMERGENCY_STOP,
        RELEASE
    }

    private static final class ActionOption extends Choice<Action> {
        ActionOption() {
            super(Action.class);
        }
    }
}
