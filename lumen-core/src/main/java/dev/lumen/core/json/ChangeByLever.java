package dev.lumen.core.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.lumen.api.act.Change;

/** Tells one kind of change from the other by its lever, which is the first field. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "lever")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Change.OfTtl.class, name = "TTL"),
    @JsonSubTypes.Type(value = Change.OfSize.class, name = "SIZE")
})
interface ChangeByLever {}
