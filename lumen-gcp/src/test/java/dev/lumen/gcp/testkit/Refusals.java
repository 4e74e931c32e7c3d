package dev.lumen.gcp.testkit;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** The service's refusals. */
final class Refusals {
    private Refusals() {}

    static StatusRuntimeException invalid(String message) {
        return Status.INVALID_ARGUMENT.withDescription(message).asRuntimeException();
    }

    static StatusRuntimeException field(String field, String value, String reason) {
        return invalid("Field " + field + " had an invalid value of \"" + value + "\": " + reason);
    }

    static StatusRuntimeException notFound(String message) {
        return Status.NOT_FOUND.withDescription(message).asRuntimeException();
    }
}
