package dev.lumen.redis.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A self-signed certificate for {@code localhost} with its key, made by {@code openssl}; it is its own authority.
 *
 * @param certificate PEM
 * @param key PEM
 */
public record Certificates(Path certificate, Path key) {
    /** Writes a certificate into {@code folder}; absent where {@code openssl} does not run. */
    public static Optional<Certificates> in(Path folder) {
        Path certificate = folder.resolve("server.crt");
        Path key = folder.resolve("server.key");
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes"));
        command.addAll(List.of("-days", "2", "-subj", "/CN=localhost"));
        command.addAll(List.of("-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"));
        command.addAll(List.of("-keyout", key.toString(), "-out", certificate.toString()));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || !Files.exists(certificate)) {
                throw new IllegalStateException("openssl: " + said);
            }
            return Optional.of(new Certificates(certificate, key));
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
