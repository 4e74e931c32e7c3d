package dev.lumen.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lumen.core.json.LumenJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** No environment, good or bad, makes anything that shows a secret, or anything but a configuration or a list of problems. */
class SecretsProperties {
    private static final String MARK = "Hunter2";

    @Property(tries = 300)
    void a_secret_shows_nowhere(@ForAll("secrets") String uriPassword, @ForAll("secrets") String other) {
        Map<String, String> variables = Map.of(
                "REDIS_URI",
                "redis://" + uriPassword + "@cache:6379/0?timeout=" + uriPassword,
                "REDIS_PASSWORD",
                other,
                "REDIS_HOST",
                "user:" + other + "@cache",
                "REDIS_PORT",
                "redis://" + other + "@cache:1",
                "SLACK_WEBHOOK_URL",
                other,
                "SLACK_SIGNING_SECRET",
                uriPassword);
        assertThat(shown(variables)).doesNotContain(MARK);

        Map<String, String> good = new HashMap<>(variables);
        good.keySet().removeAll(Set.of("REDIS_HOST", "REDIS_PORT"));
        good.put("SLACK_WEBHOOK_URL", "https://hooks.slack.example/" + MARK);
        assertThat(shown(good)).doesNotContain(MARK);
    }

    @Property(tries = 500)
    void any_text_in_any_variable_is_taken_or_refused_by_its_name(
            @ForAll Variable variable, @ForAll @StringLength(max = 40) String text) {
        try {
            LumenConfig.fromEnvironment(Map.of(variable.name(), text));
        } catch (BadConfigurationException e) {
            assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith(variable + " is ")
                    .contains(", allowed: ");
            assertThat(e.getMessage()).doesNotContain("\n");
        }
    }

    @Property(tries = 300)
    void whole_numbers_are_taken_within_their_range_and_refused_outside(@ForAll long number) {
        boolean taken;
        try {
            LumenConfig.fromEnvironment(Map.of("REDIS_PORT", Long.toString(number)));
            taken = true;
        } catch (BadConfigurationException e) {
            taken = false;
        }
        assertThat(taken).isEqualTo(number >= 1 && number <= 65_535);
    }

    @Example
    void no_mapper_writes_a_secret() {
        LumenConfig config = LumenConfig.fromEnvironment(Map.of("SLACK_SIGNING_SECRET", MARK));

        assertThatThrownBy(() -> LumenJson.pretty(config.slack()))
                .hasStackTraceContaining("signingSecret")
                .satisfies(e -> assertThat(trace(e)).doesNotContain(MARK));
    }

    @Provide
    Arbitrary<String> secrets() {
        return Arbitraries.strings().ascii().ofMaxLength(8).map(text -> text + MARK + text);
    }

    private static String shown(Map<String, String> variables) {
        StringWriter shown = new StringWriter();
        try {
            LumenConfig config = LumenConfig.fromEnvironment(variables);
            shown.append(config.toString()).append(config.toBuilder().build().toString());
            shown.append(String.valueOf(config.slack())).append(String.valueOf(config.redis()));
        } catch (BadConfigurationException e) {
            shown.append(trace(e));
        }
        return shown.toString();
    }

    private static String trace(Throwable e) {
        StringWriter trace = new StringWriter();
        e.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }
}
