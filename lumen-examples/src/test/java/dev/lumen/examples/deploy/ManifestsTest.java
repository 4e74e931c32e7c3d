package dev.lumen.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestsTest {
    /** Those of the YAML reference of Cloud Run (docs/reference/yaml/v1) that a manifest of one service may want. */
    private static final Set<String> ANNOTATIONS = Set.of(
            "run.googleapis.com/ingress",
            "run.googleapis.com/invoker-iam-disabled",
            "autoscaling.knative.dev/minScale",
            "autoscaling.knative.dev/maxScale",
            "run.googleapis.com/cpu-throttling",
            "run.googleapis.com/startup-cpu-boost");

    private final Dockerfile image = Dockerfile.of(Deploy.text("Dockerfile"));

    private static io.fabric8.knative.serving.v1.Service cloudRun() throws IOException {
        return Manifest.of(Deploy.filled("cloud-run.yaml")).the(io.fabric8.knative.serving.v1.Service.class);
    }

    private static Manifest kubernetes() throws IOException {
        return Manifest.of(Deploy.filled("kubernetes.yaml"));
    }

    private static PodSpec pod() throws IOException {
        return kubernetes().the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    @Test
    void both_run_the_image_with_what_the_command_takes() throws Exception {
        for (Container container : containers()) {
            assertThat(container.getImage()).isEqualTo("us-central1-docker.pkg.dev/naeda-genesis/lumen/lumen:latest");
            assertThat(container.getCommand())
                    .as("the entry point is the image's")
                    .isEmpty();
            assertThat(Command.serve().faults(container.getArgs())).isEmpty();
            assertThat(container.getEnv()).extracting(EnvVar::getName).isSubsetOf(Command.variables());
            assertThat(container.getPorts())
                    .singleElement()
                    .satisfies(port -> assertThat(port.getContainerPort())
                            .hasToString(image.last("EXPOSE").rest()));
            assertThat(container.getVolumeMounts())
                    .extracting(VolumeMount::getMountPath)
                    .contains(image.last("VOLUME").rest());
            assertThat(container.getArgs())
                    .contains("--state-dir=" + image.last("VOLUME").rest());
        }
    }

    @Test
    void what_is_secret_comes_from_where_secrets_are() throws IOException {
        for (Container container : containers()) {
            assertThat(container.getEnv()).allSatisfy(variable -> {
                boolean secret = variable.getName().matches("REDIS_URI|.*PASSWORD|SLACK_.*|LUMEN_TOKEN");
                assertThat(variable.getValueFrom() != null)
                        .as(variable.getName())
                        .isEqualTo(secret);
                assertThat(variable.getValue() != null).as(variable.getName()).isNotEqualTo(secret);
            });
        }
    }

    @Test
    void probes_ask_what_the_service_answers_on_its_own_port() throws Exception {
        try (Routes service = Routes.start()) {
            for (Container container : containers()) {
                for (Probe probe : probes(container)) {
                    assertThat(service.get(probe.getHttpGet().getPath())).isEqualTo(200);
                    assertThat(probe.getHttpGet().getPort().getValue())
                            .isIn(
                                    container.getPorts().get(0).getContainerPort(),
                                    container.getPorts().get(0).getName());
                }
            }
            assertThat(service.get("/healthy")).as("what is not there").isEqualTo(404);
        }
    }

    @Test
    void cloud_run_keeps_one_instance_and_has_the_callers_verified() throws IOException {
        io.fabric8.knative.serving.v1.Service service = cloudRun();
        Map<String, String> ofService = service.getMetadata().getAnnotations();
        Map<String, String> ofRevision =
                service.getSpec().getTemplate().getMetadata().getAnnotations();
        assertThat(ofService.keySet()).isSubsetOf(ANNOTATIONS);
        assertThat(ofRevision.keySet()).isSubsetOf(ANNOTATIONS);
        assertThat(ofRevision)
                .containsEntry("autoscaling.knative.dev/minScale", "1")
                .containsEntry("autoscaling.knative.dev/maxScale", "1")
                .containsEntry("run.googleapis.com/cpu-throttling", "false");
        assertThat(ofService).containsEntry("run.googleapis.com/ingress", "internal");
        assertThat(containers().get(0).getArgs())
                .contains(
                        "--audience=" + Deploy.VARIABLES.get("AUDIENCE"),
                        "--caller=lumen-caller@naeda-genesis.iam.gserviceaccount.com");
        assertThat(service.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo("lumen@naeda-genesis.iam.gserviceaccount.com");
    }

    @Test
    void kubernetes_runs_one_as_the_user_of_the_image_with_time_to_stop() throws IOException {
        Deployment deployment = kubernetes().the(Deployment.class);
        assertThat(deployment.getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment.getSpec().getStrategy().getType()).isEqualTo("Recreate");
        PodSpec pod = pod();
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(10);
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser() + ":"
                        + pod.getSecurityContext().getRunAsGroup())
                .isEqualTo(image.last("USER").rest());
        Container container = pod.getContainers().get(0);
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getReadinessProbe()).isNotNull();
    }

    @Test
    void its_parts_find_one_another() throws IOException {
        Manifest parts = kubernetes();
        PodSpec pod = pod();
        Map<String, String> labels = parts.the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
        assertThat(parts.the(Deployment.class).getSpec().getSelector().getMatchLabels())
                .isEqualTo(labels);
        assertThat(parts.the(Service.class).getSpec().getSelector()).isEqualTo(labels);
        assertThat(parts.the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
                .isEqualTo(labels);
        String port = pod.getContainers().get(0).getPorts().get(0).getName();
        assertThat(parts.the(Service.class)
                        .getSpec()
                        .getPorts()
                        .get(0)
                        .getTargetPort()
                        .getStrVal())
                .isEqualTo(port);
        assertThat(parts.the(NetworkPolicy.class)
                        .getSpec()
                        .getIngress()
                        .get(0)
                        .getPorts()
                        .get(0)
                        .getPort()
                        .getStrVal())
                .isEqualTo(port);
        assertThat(pod.getServiceAccountName())
                .isEqualTo(parts.the(ServiceAccount.class).getMetadata().getName());
        assertThat(parts.the(ServiceAccount.class).getMetadata().getAnnotations())
                .containsEntry("iam.gke.io/gcp-service-account", "lumen@naeda-genesis.iam.gserviceaccount.com");
        assertThat(pod.getVolumes().get(0).getPersistentVolumeClaim().getClaimName())
                .isEqualTo(parts.the(PersistentVolumeClaim.class).getMetadata().getName());
        assertThat(pod.getContainers().get(0).getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyElementsOf(
                        pod.getVolumes().stream().map(Volume::getName).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "cloud-run.yaml, startupProbe:, startupProb:, startupProb",
        "cloud-run.yaml, containerConcurrency, concurrency, concurrency",
        "cloud-run.yaml, 'minScale: \"1\"', 'minScale: 1', String",
        "kubernetes.yaml, terminationGracePeriodSeconds, terminationGraceSeconds, terminationGraceSeconds",
        "kubernetes.yaml, podSelector:, pods:, pods",
        "kubernetes.yaml, 'value: \"8080\"', 'value: 8080', String",
        "kubernetes.yaml, '  replicas: 1', '  replicas: 1\n  replicas: 2', Duplicate",
        "kubernetes.yaml, 'kind: PersistentVolumeClaim', 'kind: PersistentVolumeClaims', PersistentVolumeClaims"
    })
    void what_the_api_does_not_know_is_refused(String file, String right, String wrong, String named) {
        String yaml = Deploy.filled(file);
        assertThat(yaml).contains(right);
        assertThatThrownBy(() -> Manifest.of(yaml.replace(right, wrong)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(named);
    }

    private static List<Container> containers() throws IOException {
        return List.of(
                cloudRun().getSpec().getTemplate().getSpec().getContainers().get(0),
                pod().getContainers().get(0));
    }

    private static List<Probe> probes(Container container) {
        List<Probe> probes = Stream.of(
                        container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())
                .filter(probe -> probe != null)
                .toList();
        assertThat(probes).hasSizeGreaterThan(1);
        return probes;
    }
}
