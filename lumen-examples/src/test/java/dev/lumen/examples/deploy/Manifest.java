package dev.lumen.examples.deploy;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * Manifests in the types of Kubernetes' and Knative's own API, more strictly than the servers read them: a field that there is not, a
 * field given twice, and a number where a text belongs are refused.
 */
final class Manifest {
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/ServiceAccount", ServiceAccount.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "serving.knative.dev/v1/Service", io.fabric8.knative.serving.v1.Service.class);

    private static final ObjectMapper MAPPER = JsonMapper.builder(new YAMLFactory())
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .withCoercionConfig(LogicalType.Textual, text -> {
                text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
            })
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                /** The models keep what they do not know: here it is a fault. */
                @Override
                public Boolean hasAnySetter(Annotated member) {
                    return false;
                }
            })
            .build();

    private final List<Object> documents;

    private Manifest(List<Object> documents) {
        this.documents = documents;
    }

    /** Reads all documents of {@code yaml}. */
    static Manifest of(String yaml) throws IOException {
        List<Object> documents = new ArrayList<>();
        for (String document : yaml.split("(?m)^---$", -1)) {
            JsonNode tree = MAPPER.readTree(document);
            String kind =
                    tree.path("apiVersion").asText() + "/" + tree.path("kind").asText();
            if (!KINDS.containsKey(kind)) {
                throw new IOException(kind + " is not among " + KINDS.keySet());
            }
            documents.add(read(document, KINDS.get(kind)));
        }
        return new Manifest(documents);
    }

    private static Object read(String document, Class<?> type) throws JsonProcessingException {
        return MAPPER.readValue(document, type);
    }

    /** The one document of a kind. */
    <T> T the(Class<T> type) {
        return documents.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((first, second) -> {
                    throw new IllegalStateException("two of " + type.getSimpleName());
                })
                .orElseThrow(() -> new NoSuchElementException("no " + type.getSimpleName()));
    }
}
