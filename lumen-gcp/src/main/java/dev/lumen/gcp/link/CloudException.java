package dev.lumen.gcp.link;

import com.google.api.gax.rpc.StatusCode.Code;
import java.io.IOException;

/** Cloud Monitoring did not do what it was asked for; the message says what that was, the status, and what helps. */
public final class CloudException extends IOException {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final boolean repeated;

    CloudException(String message, Code code, boolean repeated, Throwable cause) {
        super(message, cause);
        this.code = code;
        this.repeated = repeated;
    }

    /** The status of the last attempt. */
    public Code code() {
        return code;
    }

    /** Whether an attempt before the last one failed in a way that leaves open whether it was done. */
    public boolean repeated() {
        return repeated;
    }
}
