/** Estimating, deciding, governing and reporting: everything of Lumen that needs neither a server nor a cloud. */
module dev.lumen.core {
    requires transitive dev.lumen.api;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires com.fasterxml.jackson.datatype.jdk8;
    requires java.net.http;
    requires org.slf4j;
    requires static org.jspecify;

    exports dev.lumen.core;
    exports dev.lumen.core.cache;
    exports dev.lumen.core.checklist;
    exports dev.lumen.core.collect;
    exports dev.lumen.core.config;
    exports dev.lumen.core.fleet;
    exports dev.lumen.core.gate;
    exports dev.lumen.core.govern;
    exports dev.lumen.core.json;
    exports dev.lumen.core.govern.ledger;
    exports dev.lumen.core.maturity;
    exports dev.lumen.core.notify;
    exports dev.lumen.core.profile;
    exports dev.lumen.core.report;
    exports dev.lumen.core.rhythm;
    exports dev.lumen.core.roi;
    exports dev.lumen.core.sizing;
    exports dev.lumen.core.slo;
    exports dev.lumen.core.state;
    exports dev.lumen.core.govern.trial;
    exports dev.lumen.core.ttl;
    exports dev.lumen.core.govern.verify;
}
