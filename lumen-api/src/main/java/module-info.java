/**
 * What a host or an adapter of Lumen implements, calls or receives: the service interfaces, the records inside a {@link
 * dev.lumen.api.feedback.UnifiedFeedback}, and the units they are written in. No logic that could be configured lives
 * here, and no library is needed beside it.
 */
module dev.lumen.api {
    requires static transitive org.jspecify;

    exports dev.lumen.api.act;
    exports dev.lumen.api.advise;
    exports dev.lumen.api.evidence;
    exports dev.lumen.api.feedback;
    exports dev.lumen.api.gate;
    exports dev.lumen.api.grade;
    exports dev.lumen.api.observe;
    exports dev.lumen.api.signal;
    exports dev.lumen.api.state;
    exports dev.lumen.api.units;
}
