package dev.lumen.examples.cli;

import dev.lumen.core.govern.DecisionsAgain;
import dev.lumen.core.govern.audit.AuditChain;
import dev.lumen.core.govern.audit.AuditEntry;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code lumen history}: who changed what, when and why. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        versionProvider = LumenCommand.Version.class,
        sortOptions = false,
        description = {
            "Shows what was proposed for a cache, who answered, what was changed, and why.",
            "",
            "With --verify, also finds an entry that was altered, is missing or out of order, and makes each decision again"
                    + " from the inputs that the log keeps. It does not find a log that was written anew as a whole: for"
                    + " that, keep a copy of the last hash elsewhere.",
            ""
        },
        footer = {
            "",
            "Example:",
            "  lumen history --verify --state-dir /var/lib/answers",
            "",
            "Exit status: 0 success; 64 wrong usage; 65 no log, or with --verify one that is not whole;",
            "69 Redis unreachable."
        })
final class HistoryCommand implements Callable<Integer> {
    @ParentCommand
    private LumenCommand lumen;

    @Option(names = "--verify", description = "Checks the chain of hashes and the decisions.")
    private boolean verify;

    @Option(
            names = "--format",
            paramLabel = "text|json",
            defaultValue = "text",
            converter = FormatOption.class,
            description = "How the result is printed; JSON is the log itself, line by line. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Mixin
    private GovernanceOptions governance;

    @Override
    public Integer call() {
        List<String> lines = lines();
        PrintStream out = lumen.console().out();
        if (verify) {
            AuditChain.fault(lines).ifPresent(HistoryCommand::refuse);
        }
        List<AuditEntry> entries = OpenedPapers.entries(lines);
        if (verify) {
            DecisionsAgain.fault(entries).ifPresent(HistoryCommand::refuse);
        }
        if (format == Format.JSON) {
            lines.forEach(out::println);
        } else {
            entries.stream()
                    .filter(entry -> !entry.event().equals(AuditEntry.INPUTS))
                    .map(HistoryCommand::words)
                    .forEach(out::println);
        }
        if (entries.isEmpty()) {
            lumen.console().note("nothing was proposed yet");
        } else if (verify) {
            long decisions = entries.stream()
                    .map(AuditEntry::inputs)
                    .flatMap(Optional::stream)
                    .count();
            lumen.console()
                    .note(entries.size() + " entries, none altered, missing or out of order; " + decisions
                            + " decisions made again, all as they were; last hash "
                            + entries.get(entries.size() - 1).hash());
        }
        return ExitStatus.OK;
    }

    private List<String> lines() {
        try (OpenedPapers papers = governance.open(lumen.console())) {
            return papers.lines();
        }
    }

    private static void refuse(String fault) {
        throw new Failure(ExitStatus.DATA, "the audit log is not whole: " + fault);
    }

    private static String words(AuditEntry entry) {
        String line = String.format(
                Locale.ROOT,
                "%s  %-11s  %-12s  %-10s  %s%s",
                entry.at().truncatedTo(ChronoUnit.SECONDS),
                entry.event(),
                entry.proposalId().orElse(""),
                entry.by(),
                entry.what(),
                entry.why().isEmpty() ? "" : "  (" + entry.why() + ")");
        return line.stripTrailing();
    }

    /** How the result is printed. */
    private enum Format {
        TEXT,
        JSON
    }

    private static final class FormatOption extends Choice<Format> {
        FormatOption() {
            super(Format.class);
        }
    }
}
