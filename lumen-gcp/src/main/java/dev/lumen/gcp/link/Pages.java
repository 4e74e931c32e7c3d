package dev.lumen.gcp.link;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists that come in pages. */
public final class Pages {
    /** A service that goes on handing out tokens is not followed for ever. */
    private static final int MOST = 100;

    private Pages() {}

    /**
     * Everything, page by page.
     *
     * @param first the call for the first page, already under way
     * @param next the call for the page of a token
     * @param items what a page holds
     * @param token the token for the page after a page; empty after the last
     * @throws IOException if a page does not come within the deadline, or there are more than 100 of them
     */
    public static <Q, A, T> List<T> all(
            Attempts<Q, A> first,
            Function<String, Attempts<Q, A>> next,
            Function<A, List<T>> items,
            Function<A, String> token)
            throws IOException, InterruptedException {
        A page = first.await();
        List<T> all = new ArrayList<>(items.apply(page));
        for (int i = 1; !token.apply(page).isEmpty(); i++) {
            if (i >= MOST) {
                throw new IOException("a list of more than " + MOST + " pages");
            }
            page = next.apply(token.apply(page)).await();
            all.addAll(items.apply(page));
        }
        return all;
    }
}
