package dev.lumen.core.notify;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Parts of a message within Slack's limits (docs.slack.dev/reference/block-kit: blocks, elements, composition objects). Characters
 * are counted as sent, escapes included; what is too long ends in an ellipsis, never within an escape or a pair of surrogates.
 */
final class BlockKit {
    static final int MOST_BLOCKS = 50;
    static final int LONGEST_TEXT = 3_000;
    static final int LONGEST_HEADER = 150;
    static final int LONGEST_BUTTON = 75;
    static final int LONGEST_DIALOG_TITLE = 100;
    static final int LONGEST_DIALOG_TEXT = 300;
    static final int LONGEST_DIALOG_BUTTON = 30;

    /** Slack cuts the text of a message at 40,000 characters and advises at most 4,000. */
    static final int LONGEST_FALLBACK = 4_000;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private BlockKit() {}

    static ObjectNode header(String text) {
        return block("header").set("text", plain(text, LONGEST_HEADER));
    }

    static ObjectNode section(String text) {
        return block("section").set("text", marked(text, LONGEST_TEXT));
    }

    static ObjectNode context(String text) {
        return block("context").set("elements", NODES.arrayNode().add(marked(text, LONGEST_TEXT)));
    }

    static ObjectNode actions(ObjectNode... buttons) {
        ArrayNode elements = NODES.arrayNode();
        for (ObjectNode button : buttons) {
            elements.add(button);
        }
        return block("actions").set("elements", elements);
    }

    static ObjectNode button(String text, SlackAction action, String value) {
        ObjectNode button = block("button").put("action_id", action.id()).put("value", value);
        return button.set("text", plain(text, LONGEST_BUTTON));
    }

    static ObjectNode confirm(String title, String text, String yes, String no) {
        ObjectNode dialog = NODES.objectNode();
        dialog.set("title", plain(title, LONGEST_DIALOG_TITLE));
        dialog.set("text", plain(text, LONGEST_DIALOG_TEXT));
        dialog.set("confirm", plain(yes, LONGEST_DIALOG_BUTTON));
        return dialog.set("deny", plain(no, LONGEST_DIALOG_BUTTON));
    }

    private static ObjectNode block(String type) {
        return NODES.objectNode().put("type", type);
    }

    private static ObjectNode plain(String text, int longest) {
        return block("plain_text").put("text", escaped(text, longest));
    }

    /** Verbatim, so that Slack makes no link or mention of what looks like one. */
    private static ObjectNode marked(String text, int longest) {
        return block("mrkdwn").put("text", escaped(text, longest)).put("verbatim", true);
    }

    /** {@code &}, {@code <} and {@code >} as Slack wants them, and other control signs than line feeds as blanks. */
    static String escaped(String text, int longest) {
        StringBuilder out = new StringBuilder();
        int room = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            String next = escaped(text.codePointAt(i));
            if (out.length() + next.length() > longest) {
                out.setLength(room);
                return out.append('…').toString();
            }
            out.append(next);
            room = out.length() < longest ? out.length() : room;
        }
        return out.toString();
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '\n' -> "\n";
            default -> Character.isISOControl(codePoint) || isHalf(codePoint) ? " " : Character.toString(codePoint);
        };
    }

    private static boolean isHalf(int codePoint) {
        return Character.getType(codePoint) == Character.SURROGATE;
    }
}
