package dev.lumen.gcp.testkit;

import java.util.List;
import java.util.function.BiFunction;

/** Lists in pages, each with a token for the next. */
final class Pages {
    private static final String PREFIX = "page-from-";

    private Pages() {}

    /** The page of {@code all} that is asked for, handed to {@code answer} with the token for the next. */
    static <T, A> A page(List<T> all, int size, int usual, String token, BiFunction<List<T>, String, A> answer) {
        if (size < 0) {
            throw Refusals.field("page_size", Integer.toString(size), "must not be negative.");
        }
        int from = offset(token, all.size());
        int to = Math.min(all.size(), from + (size == 0 ? usual : size));
        return answer.apply(all.subList(from, to), token(to, all.size()));
    }

    static int offset(String token, int size) {
        if (token.isEmpty()) {
            return 0;
        }
        try {
            int offset = Integer.parseInt(token.substring(PREFIX.length()));
            if (token.startsWith(PREFIX) && offset > 0 && offset <= size) {
                return offset;
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw Refusals.field("page_token", token, "is not a token of this service.");
        }
        throw Refusals.field("page_token", token, "is not a token of this service.");
    }

    static String token(int at, int size) {
        return at < size ? PREFIX + at : "";
    }
}
