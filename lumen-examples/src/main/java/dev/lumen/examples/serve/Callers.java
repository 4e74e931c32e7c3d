package dev.lumen.examples.serve;

/** Who may have the loop run. Thread-safe. */
public abstract class Callers {
    Callers() {}

    /**
     * Returns where {@code call} may.
     *
     * @throws Refusal if not
     */
    abstract void admit(Call call);

    /** Those on this machine, and not a page that a browser of this machine shows. */
    public static Callers onLoopback() {
        return new Callers() {
            @Override
            void admit(Call call) {
                if (!call.loopback()) {
                    throw new Refusal(
                            Reply.FORBIDDEN,
                            "only from this machine, as no tokens are configured (--audience, --caller)");
                }
                if (isFromPage(call)) {
                    throw new Refusal(Reply.FORBIDDEN, "not from a page in a browser");
                }
            }
        };
    }

    private static boolean isFromPage(Call call) {
        return call.headers().containsKey("origin")
                || call.header("sec-fetch-site").filter("cross-site"::equals).isPresent();
    }
}
