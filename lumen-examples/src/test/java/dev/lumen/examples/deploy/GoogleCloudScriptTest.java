package dev.lumen.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class GoogleCloudScriptTest {
    private static final Path SHELL = Path.of("/bin/sh");
    private static final Pattern PATH = Pattern.compile("\\$url(/[a-z/]+)");
    private static final Pattern ROLE = Pattern.compile("roles/[A-Za-z.]+");

    private final String script = Deploy.text("google-cloud.sh");
    private final String commands = script.replaceAll("(?m)^#.*\n", "").replaceAll("\\\\\n\\s*", "");

    @Test
    void a_shell_understands_it() throws Exception {
        assumeThat(SHELL).exists();
        assertThat(syntax(script)).isZero();
        assertThat(syntax(script + "\nfor x in; do\n"))
                .as("one that does not end")
                .isNotZero();
    }

    private static int syntax(String text) throws Exception {
        Path file = Files.createTempFile("lumen", ".sh");
        try {
            Files.writeString(file, text);
            Process shell = new ProcessBuilder(SHELL.toString(), "-n", file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return shell.exitValue();
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void what_it_has_called_is_there() throws Exception {
        List<String> paths =
                PATH.matcher(commands).results().map(found -> found.group(1)).toList();
        assertThat(paths).containsExactly("/feedback/run", "/pubsub");
        try (Routes service = Routes.start()) {
            for (String path : paths) {
                assertThat(service.post(path)).as(path).isEqualTo(403);
            }
            assertThat(service.post("/feedback/walk")).isEqualTo(404);
        }
    }

    @Test
    void accounts_secrets_and_variables_are_those_of_the_manifest() {
        String manifest = Deploy.text("cloud-run.yaml");
        for (String account : List.of("lumen@", "lumen-caller@")) {
            assertThat(commands).contains(account + "$PROJECT.iam.gserviceaccount.com");
            assertThat(manifest).contains(account + "${PROJECT}.iam.gserviceaccount.com");
        }
        for (String secret : List.of("lumen-token", "lumen-slack-webhook", "lumen-slack-signing")) {
            assertThat(manifest).contains("name: " + secret + "\n");
            assertThat(commands).contains(secret);
        }
        assertThat(Deploy.variables("cloud-run.yaml"))
                .allSatisfy(name -> assertThat(commands)
                        .containsPattern("export [A-Z ]*\\b" + name + "\\b|\\b" + name + "=\\$url envsubst"));
        assertThat(Deploy.variables("kubernetes.yaml")).isSubsetOf("PROJECT", "REGION", "SERVICE");
    }

    @Test
    void it_gives_no_more_rights_than_the_documentation_says() {
        List<String> roles = ROLE.matcher(commands)
                .results()
                .map(found -> found.group())
                .distinct()
                .toList();
        assertThat(roles)
                .containsExactly(
                        "roles/monitoring.viewer",
                        "roles/monitoring.metricWriter",
                        "roles/secretmanager.secretAccessor",
                        "roles/iam.serviceAccountTokenCreator");
        String docs = Deploy.read("docs/gcp.md");
        assertThat(roles).allSatisfy(role -> assertThat(docs).contains("`" + role + "`"));
        assertThat(commands).doesNotContain("allUsers").doesNotContain("allow-unauthenticated");
    }
}
