package dev.lumen.examples.serve;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** The fields of a form as a browser posts it, each once. */
final class Form {
    private static final String TYPE = "application/x-www-form-urlencoded";

    private final Map<String, String> fields;

    private Form(Map<String, String> fields) {
        this.fields = fields;
    }

    /** Refuses what is no form, and a field that comes twice. */
    static Form of(Call call) {
        if (call.header("content-type").filter(type -> type.startsWith(TYPE)).isEmpty()) {
            throw new Refusal(Reply.BAD_REQUEST, "Content-Type is another, allowed: " + TYPE);
        }
        Map<String, String> fields = new HashMap<>();
        try {
            for (String pair : call.text().split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0
                        && fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)))
                                != null) {
                    throw new Refusal(Reply.BAD_REQUEST, "a field comes twice");
                }
            }
        } catch (IllegalArgumentException e) {
            throw new Refusal(Reply.BAD_REQUEST, "the form is not well-formed");
        }
        return new Form(fields);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The text of a field; empty where it is absent. */
    String text(String name) {
        return fields.getOrDefault(name, "");
    }
}
