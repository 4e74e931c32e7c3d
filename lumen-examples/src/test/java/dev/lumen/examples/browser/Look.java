package dev.lumen.examples.browser;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a browser made of a page.
 *
 * @param measures what the script below found: widths, and for each card the drawings that are seen
 * @param complaints errors of scripts, of the console and of the page's policy
 * @param requests addresses that were asked for beside the page itself
 */
record Look(JsonNode measures, List<String> complaints, List<String> requests) {
    private static final int HEIGHT = 900;

    private static final String MEASURE = """
            (() => {
              const seen = e => { const b = e.getBoundingClientRect(); return b.width > 0 || b.height > 0; };
              const overlaps = svg => {
                const texts = [...svg.querySelectorAll('text')].map(t => [t.textContent, t.getBoundingClientRect()]);
                const found = [];
                texts.forEach(([a, p], i) => texts.slice(i + 1).forEach(([b, q]) => {
                  const wide = Math.min(p.right, q.right) - Math.max(p.left, q.left);
                  const high = Math.min(p.bottom, q.bottom) - Math.max(p.top, q.top);
                  if (wide > 1 && high > 4) { found.push(a + ' over ' + b); }
                }));
                return found;
              };
              return {
                scrolls: document.documentElement.scrollWidth, shows: document.documentElement.clientWidth,
                background: getComputedStyle(document.body).backgroundColor,
                small: [...document.querySelectorAll('svg text')].filter(seen)
                    .filter(t => t.getBoundingClientRect().height < 9).map(t => t.textContent),
                outside: [...document.querySelectorAll('svg text, td, th, p, h1, h2, h3, li, dd')].filter(seen)
                    .filter(t => t.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
                    .map(t => t.textContent),
                cards: [...document.querySelectorAll('section.card')].map(card => ({
                  id: card.id,
                  drawings: [...card.querySelectorAll('svg.chart, table.heat')].filter(seen).map(drawing => {
                    const box = drawing.getBoundingClientRect();
                    return { width: box.width, height: box.height, overlaps: overlaps(drawing),
                             marks: [...drawing.querySelectorAll('path, rect, circle, td')].filter(seen).length };
                  })
                }))
              };
            })()""";

    /** Opens {@code page} on a screen {@code width} wide and looks. */
    static Look at(Chromium browser, Path page, int width, boolean dark) throws IOException, InterruptedException {
        List<JsonNode> events = new ArrayList<>();
        String target = browser.call("", "Target.createTarget", Map.of("url", "about:blank"), events)
                .path("targetId")
                .asText();
        String session = browser.call("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true), events)
                .path("sessionId")
                .asText();
        browser.call(
                session,
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", HEIGHT, "deviceScaleFactor", 1, "mobile", width < 600),
                events);
        browser.call(
                session,
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))),
                events);
        for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
            browser.call(session, domain + ".enable", Map.of(), events);
        }
        events.clear();
        browser.call(session, "Page.navigate", Map.of("url", page.toUri().toString()), events);
        browser.await("Page.loadEventFired", events);
        JsonNode measures = browser.call(
                        session, "Runtime.evaluate", Map.of("expression", MEASURE, "returnByValue", true), events)
                .at("/result/value");
        browser.call("", "Target.closeTarget", Map.of("targetId", target), events);
        return new Look(measures, complaints(events), requests(events, page));
    }

    private static List<String> complaints(List<JsonNode> events) {
        return events.stream()
                .filter(event -> switch (event.path("method").asText()) {
                    case "Runtime.exceptionThrown" -> true;
                    case "Runtime.consoleAPICalled" ->
                        event.at("/params/type").asText().equals("error");
                    case "Log.entryAdded" ->
                        event.at("/params/entry/level").asText().equals("error");
                    default -> false;
                })
                .map(JsonNode::toString)
                .toList();
    }

    private static List<String> requests(List<JsonNode> events, Path page) {
        return events.stream()
                .filter(event -> event.path("method").asText().equals("Network.requestWillBeSent"))
                .map(event -> event.at("/params/request/url").asText())
                .filter(url -> !url.equals(page.toUri().toString()))
                .toList();
    }
}
