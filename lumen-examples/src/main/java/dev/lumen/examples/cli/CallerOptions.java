package dev.lumen.examples.cli;

import dev.lumen.examples.serve.Callers;
import dev.lumen.examples.serve.SignedCallers;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Whose tokens {@code lumen serve} takes. */
final class CallerOptions {
    @Option(
            names = "--audience",
            paramLabel = "URL",
            description =
                    "Takes identity tokens of Google's for this audience, from anywhere, in place of callers on this machine.")
    private Optional<String> audience;

    @Option(
            names = "--caller",
            paramLabel = "EMAIL",
            description = "With --audience: the service account of Cloud Scheduler or Pub/Sub; may be given again.")
    private Set<String> accounts = Set.of();

    @Option(names = "--jwks", paramLabel = "FILE", description = "Google's keys, pinned; else they are fetched.")
    private Optional<Path> keyFile;

    @Option(
            names = "--jwks-url",
            paramLabel = "URL",
            description = "Where they are fetched. Default: Google's own address.")
    private Optional<URI> keyAddress;

    Callers callers() {
        if (audience.isEmpty()) {
            if (!accounts.isEmpty() || keyFile.isPresent() || keyAddress.isPresent()) {
                throw Failure.usage("--audience", "absent", "present with --caller, --jwks and --jwks-url");
            }
            return Callers.onLoopback();
        }
        if (accounts.isEmpty()) {
            throw Failure.usage(
                    "--caller", "absent", "present with --audience: anyone can have a token made for any audience");
        }
        if (keyFile.isPresent()) {
            return pinned(audience.get(), keyFile.get());
        }
        return Failure.usageIfRefused(
                () -> SignedCallers.fetching(audience.get(), accounts, keyAddress.orElse(SignedCallers.GOOGLE_KEYS)));
    }

    private Callers pinned(String whom, Path file) {
        if (keyAddress.isPresent()) {
            throw Failure.usage("--jwks-url", keyAddress.get(), "absent with --jwks");
        }
        try {
            return SignedCallers.pinned(whom, accounts, file);
        } catch (IOException e) {
            throw new Failure(ExitStatus.DATA, "--jwks '" + file + "' cannot be read: " + Cause.of(e), e);
        }
    }
}
