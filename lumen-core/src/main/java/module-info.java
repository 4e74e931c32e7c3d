/** Estimating, deciding, governing and reporting: everything of Lumen that needs neither a server nor a cloud. */
module dev.lumen.core {
    requires transitive dev.lumen.api;
    requires static org.jspecify;

    exports dev.lumen.core.cache;
    exports dev.lumen.core.gate;
    exports dev.lumen.core.govern;
    exports dev.lumen.core.roi;
    exports dev.lumen.core.sizing;
    exports dev.lumen.core.ttl;
}
