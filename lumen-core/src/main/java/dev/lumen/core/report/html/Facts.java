package dev.lumen.core.report.html;

import java.util.List;

/** A list of names with what they stand for. */
final class Facts implements AutoCloseable {
    private static final int MOST = 8;

    private final Markup page;

    Facts(Markup page) {
        this.page = page;
        page.open("dl");
    }

    Facts add(String name, String value) {
        page.open("div").element("dt", name).element("dd", value).close();
        return this;
    }

    @Override
    public void close() {
        page.close();
    }

    /** A list of sentences, long ones folded. */
    static void list(Markup page, List<String> sentences) {
        sentences(page, sentences.subList(0, Math.min(MOST, sentences.size())));
        if (sentences.size() > MOST) {
            page.open("details").element("summary", (sentences.size() - MOST) + " more");
            sentences(page, sentences.subList(MOST, sentences.size()));
            page.close();
        }
    }

    private static void sentences(Markup page, List<String> sentences) {
        page.open("ul");
        sentences.forEach(sentence -> page.element("li", sentence));
        page.close();
    }
}
