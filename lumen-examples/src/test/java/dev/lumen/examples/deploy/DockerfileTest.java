package dev.lumen.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.examples.deploy.Dockerfile.Instruction;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class DockerfileTest {
    private static final String JAR = "lumen-examples/target/quick/lumen.jar";
    private static final Pattern MODULE = Pattern.compile("<module>([a-z-]+)</module>");

    private final Dockerfile file = Dockerfile.of(Deploy.text("Dockerfile"));

    @Test
    void it_builds_in_one_stage_and_runs_in_another_that_has_no_compiler() {
        assertThat(file.all("FROM"))
                .extracting(Instruction::rest)
                .satisfiesExactly(
                        build -> assertThat(build).matches("maven:3\\.\\S+-temurin-17 AS build"),
                        run -> assertThat(run).endsWith(":17-jre"));
    }

    @Test
    void what_it_copies_is_in_the_repository_and_goes_to_the_build() {
        List<String> ignored = Deploy.text("Dockerfile.dockerignore").lines().toList();
        assertThat(file.all("COPY"))
                .filteredOn(copy -> copy.stage() == 0)
                .hasSizeGreaterThan(2)
                .allSatisfy(copy -> {
                    assertThat(copy.words()).hasSize(2);
                    String source = copy.words().get(0);
                    assertThat(Deploy.REPOSITORY.resolve(source)).exists();
                    assertThat(ignored).containsAnyOf("!" + source, "!" + source.replaceFirst("^lumen-.*", "lumen-*"));
                });
        assertThat(ignored).startsWith("*").contains("**/target");
    }

    @Test
    void every_module_is_there_for_the_build() {
        List<String> modules = MODULE.matcher(Deploy.read("pom.xml"))
                .results()
                .map(found -> found.group(1) + " " + found.group(1))
                .toList();
        assertThat(file.all("COPY")).extracting(Instruction::rest).containsAll(modules);
    }

    @Test
    void the_jar_is_the_one_that_the_launcher_builds_and_the_entry_point_runs() throws Exception {
        assertThat(Deploy.read("lumen"))
                .contains("jar=$root/" + JAR)
                .contains("mvn -B -ntp -Dquick -pl lumen-examples -am package");
        assertThat(file.all("RUN").get(0).rest()).isEqualTo("mvn -B -ntp -Dquick -pl lumen-examples -am package");
        Instruction copy = file.last("COPY");
        assertThat(copy.rest()).isEqualTo("--from=build /src/" + JAR + " lumen.jar");
        assertThat(file.last("WORKDIR").rest()).isEqualTo("/app");
        assertThat(file.last("ENTRYPOINT").exec()).containsSequence("-jar", "/app/lumen.jar", "serve");
        assertThat(file.last("RUN").rest()).contains("-XX:ArchiveClassesAtExit=lumen.jsa");
        assertThat(file.last("ENTRYPOINT").exec()).contains("-XX:SharedArchiveFile=/app/lumen.jsa");
    }

    @Test
    void java_is_the_process_that_is_told_to_stop_and_its_options_are_those_of_the_command() throws Exception {
        List<String> entry = file.last("ENTRYPOINT").exec();
        assertThat(entry).startsWith("java");
        List<String> arguments = entry.subList(entry.indexOf("serve") + 1, entry.size());
        assertThat(arguments).containsSequence("--host", "0.0.0.0");
        assertThat(Command.serve().faults(arguments)).isEmpty();
        assertThat(file.all("CMD")).isEmpty();
    }

    @Test
    void it_is_nobody_who_runs_it_and_the_port_is_the_one_that_it_says() {
        assertThat(file.last("USER").rest()).matches("[1-9][0-9]+:[1-9][0-9]+");
        assertThat(file.last("RUN").rest())
                .contains("chown " + file.last("USER").rest() + " /state");
        assertThat(file.last("ENV").rest())
                .isEqualTo("PORT=" + file.last("EXPOSE").rest());
        assertThat(Command.variables()).contains("PORT");
        assertThat(file.last("VOLUME").rest()).isEqualTo("/state");
    }

    @Test
    void what_is_wrong_in_a_file_is_found() throws Exception {
        assertThatThrownBy(() -> Dockerfile.of("FROM a\nCPOY b c\n")).hasMessageContaining("CPOY");
        assertThatThrownBy(() -> Dockerfile.of("RUN a\nFROM b\n")).hasMessageContaining("before FROM");
        assertThat(Command.serve().faults(List.of("--hots", "--host", "--port=1", "--caller")))
                .containsExactly("--caller has no value", "--host has no value", "--hots is no option of serve");
        assertThat(Files.exists(Deploy.REPOSITORY.resolve("lumen-nowhere"))).isFalse();
    }
}
