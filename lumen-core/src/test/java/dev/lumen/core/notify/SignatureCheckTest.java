package dev.lumen.core.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SignatureCheckTest {
    /** The worked example of "Verifying requests from Slack". */
    private static final Instant SENT = Instant.ofEpochSecond(1_531_420_618);

    private static final byte[] BODY = ("token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                    + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
                    + "&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                    + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                    + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
            .getBytes(StandardCharsets.US_ASCII);

    private static final String TIME = "1531420618";
    private static final String SIGNATURE = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";

    private static Map<String, List<String>> headers(List<String> times, List<String> signatures) {
        return Map.of("x-slack-request-timestamp", times, "X-SLACK-SIGNATURE", signatures);
    }

    private static final Map<String, List<String>> HEADERS = headers(List.of(TIME), List.of(SIGNATURE));

    private static SignatureCheck at(Instant now, String... secrets) {
        return new SignatureCheck(List.of(secrets), () -> now);
    }

    private static SignatureCheck at(Instant now) {
        return at(now, Press.SECRET);
    }

    private static void assertRefused(
            SignatureCheck check, Map<String, List<String>> headers, byte[] body, SlackRefusal refusal) {
        assertThatThrownBy(() -> check.verify(headers, body))
                .isInstanceOfSatisfying(
                        BadInteraction.class, e -> assertThat(e.refusal()).isEqualTo(refusal));
    }

    @Test
    void takes_the_example_of_slacks_documentation_whatever_the_case_of_the_headers_names() {
        assertThatCode(() -> at(SENT).verify(HEADERS, BODY)).doesNotThrowAnyException();
    }

    @Test
    void takes_any_one_of_several_secrets() {
        assertThatCode(() -> at(SENT, "the-new-one", Press.SECRET).verify(HEADERS, BODY))
                .doesNotThrowAnyException();
    }

    @Test
    void refuses_a_body_with_a_bit_changed_wherever_it_is() {
        for (int i = 0; i < BODY.length; i += 5) {
            byte[] altered = BODY.clone();
            altered[i] ^= 1;
            assertRefused(at(SENT), HEADERS, altered, SlackRefusal.FORGED);
        }
    }

    @Test
    void refuses_a_signature_by_another_secret() {
        assertRefused(at(SENT, "another"), HEADERS, BODY, SlackRefusal.FORGED);
    }

    @Test
    void refuses_a_new_time_over_an_old_signature() {
        Instant later = SENT.plusSeconds(3_600);
        Map<String, List<String>> headers = headers(List.of(Long.toString(later.getEpochSecond())), List.of(SIGNATURE));
        assertRefused(at(later), headers, BODY, SlackRefusal.FORGED);
    }

    @Test
    void takes_five_minutes_either_way_and_no_second_more() {
        assertThatCode(() -> at(SENT.plusSeconds(300)).verify(HEADERS, BODY)).doesNotThrowAnyException();
        assertThatCode(() -> at(SENT.minusSeconds(300)).verify(HEADERS, BODY)).doesNotThrowAnyException();
        assertRefused(at(SENT.plusSeconds(301)), HEADERS, BODY, SlackRefusal.TOO_OLD);
        assertRefused(at(SENT.minusSeconds(301)), HEADERS, BODY, SlackRefusal.FROM_THE_FUTURE);
    }

    @Test
    void refuses_what_is_signed_or_dated_not_at_all_or_twice_or_otherwise() {
        List<String> time = List.of(TIME);
        List<String> signature = List.of(SIGNATURE);
        for (List<String> bad : List.of(
                List.<String>of(),
                List.of(TIME, TIME),
                List.of(""),
                List.of("-1"),
                List.of(TIME + ".5"),
                List.of("now"))) {
            assertRefused(at(SENT), headers(bad, signature), BODY, SlackRefusal.BAD_TIMESTAMP);
        }
        for (List<String> bad : List.of(
                List.<String>of(),
                List.of(SIGNATURE, SIGNATURE),
                List.of(""),
                List.of(SIGNATURE.substring(3)),
                List.of(SIGNATURE.replace("v0=", "v1=")),
                List.of(SIGNATURE.toUpperCase(java.util.Locale.ROOT)),
                List.of(SIGNATURE + "0"))) {
            assertRefused(at(SENT), headers(time, bad), BODY, SlackRefusal.BAD_SIGNATURE);
        }
        assertRefused(at(SENT), Map.of(), BODY, SlackRefusal.BAD_TIMESTAMP);
    }

    @Test
    void refuses_headers_that_differ_in_their_names_case_alone() {
        Map<String, List<String>> headers = new HashMap<>(HEADERS);
        headers.put("X-Slack-Signature", List.of("v0=" + "0".repeat(64)));
        assertRefused(at(SENT), headers, BODY, SlackRefusal.BAD_SIGNATURE);
    }

    @Test
    void refuses_secrets_that_are_none_and_shows_none() {
        assertThatThrownBy(() -> at(SENT, new String[0])).hasMessageContaining("number of Slack signing secrets is 0");
        assertThatThrownBy(() -> at(SENT, Press.SECRET, " "))
                .hasMessageContaining("Slack signing secret is blank")
                .hasMessageNotContaining(Press.SECRET);
        assertThat(at(SENT).toString()).doesNotContain(Press.SECRET);
    }
}
