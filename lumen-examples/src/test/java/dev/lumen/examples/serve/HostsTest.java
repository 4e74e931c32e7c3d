package dev.lumen.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumen.core.config.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of elsewhere whose name resolves to this machine: it asks as this machine's own browser, and by its own name. */
@Tag("any-jdk")
class HostsTest {
    private static final String EVIL = "rebound.example.org";

    private static Loop loop;
    private static Service service;
    private static Client client;

    @BeforeAll
    static void open() throws IOException {
        loop = new Loop();
        service = loop.service()
                .proposals(new ProposalDesk(
                        id -> Optional.empty(), (id, answer) -> false, Secret.of("correct horse battery staple")))
                .start();
        client = new Client(service);
        assertThat(loop.get()).isNotNull();
    }

    @AfterAll
    static void close() {
        service.close();
        loop.close();
    }

    private static String answer(Client to, String method, String path, String host) throws IOException {
        return to.raw(method + " " + path + " HTTP/1.1\r\nHost: " + host
                + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /",
        "GET, /feedback",
        "GET, /metrics",
        "GET, /healthz",
        "GET, /readyz",
        "GET, /nothing",
        "HEAD, /",
        "OPTIONS, /",
        "TRACE, /feedback",
        "POST, /",
        "POST, /login",
        "POST, /logout",
        "POST, /proposals/answer",
        "POST, /feedback/run",
        "POST, /pubsub"
    })
    void by_another_name_nothing_is_read_and_nothing_done(String method, String path) throws Exception {
        int before = loop.begun.get();
        String answer = answer(client, method, path, EVIL + ":" + client.port());
        assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain(EVIL, "answers", "Set-Cookie", "Allow");
        if (!method.equals("HEAD")) {
            assertThat(answer)
                    .endsWith("{\"error\":{\"status\":421,\"message\":\"Host is another, allowed: localhost,"
                            + " 127.0.0.1, [::1]\"}}\n");
        }
        assertThat(loop.begun).hasValue(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                EVIL,
                "localhost.example.org",
                "127.0.0.1.example.org",
                "localhost.",
                "127.0.0.1.",
                "127.1",
                "2130706433",
                "0.0.0.0",
                "128.0.0.1",
                "[::2]",
                "[::]"
            })
    void names_that_only_look_like_this_machines_are_others(String host) throws Exception {
        assertThat(answer(client, "GET", "/feedback", host)).startsWith("HTTP/1.1 421 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:80",
                "127.0.0.1",
                "127.0.0.1:1",
                "127.1.2.3:8080",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]"
            })
    void by_a_name_of_this_machine_with_any_port_it_is_read(String host) throws Exception {
        assertThat(answer(client, "GET", "/feedback", host))
                .startsWith("HTTP/1.1 200 ")
                .contains("answers");
    }

    @Test
    void a_target_with_another_name_is_no_way_around() throws Exception {
        String target = "http://" + EVIL + "/feedback";
        assertThat(answer(client, "GET", target, "localhost")).matches("(?s)HTTP/1\\.1 (400|421) .*");
        assertThat(answer(client, "GET", target, EVIL)).startsWith("HTTP/1.1 421 ");
        assertThat(answer(client, "GET", "http://localhost/feedback", EVIL)).matches("(?s)HTTP/1\\.1 (400|421) .*");
    }

    @Test
    void where_it_is_for_other_machines_too_any_name_is_fine() throws Exception {
        Routes routes = new Routes().get("/healthz", Endpoint.of(call -> Reply.text(Reply.OK, "ok\n")));
        Front front =
                new Front(routes, Loop.LIMITS, new RequestLog(new SimpleMeterRegistry(), Optional.empty()), false);
        SharedRun runs = new SharedRun(loop, Duration.ZERO, Duration.ZERO, new AtomicBoolean());
        try (Service open = Service.start("127.0.0.1", 0, Loop.LIMITS, front, runs, List.of())) {
            assertThat(answer(new Client(open), "GET", "/healthz", "lumen.example.org"))
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void which_addresses_are_for_this_machine_alone() {
        assertThat(List.of("127.0.0.1", "127.0.0.2", "localhost", "::1")).allMatch(Hosts::isReachedFromHereAlone);
        assertThat(List.of("0.0.0.0", "::", "192.0.2.1", "no such name")).noneMatch(Hosts::isReachedFromHereAlone);
    }
}
