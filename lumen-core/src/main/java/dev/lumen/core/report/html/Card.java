package dev.lumen.core.report.html;

/** A part of the page under a title of its own: a sentence that says what is to be seen, then what shows it. */
final class Card {
    private Card() {}

    /** Opens a card. */
    static void open(Markup page, String id, String title, String style) {
        page.open("section", "class", ("card " + style).strip(), "id", id, "aria-labelledby", id + "-title");
        page.element("h3", title, "id", id + "-title");
    }

    /** What is to be seen, in words; the text alternative of what follows. */
    static void lead(Markup page, String sentence) {
        page.element("p", sentence, "class", "lead");
    }

    /** Why there is nothing to be seen. */
    static void nothing(Markup page, String why) {
        page.element("p", why, "class", "nothing");
    }

    static void close(Markup page) {
        page.close();
    }
}
