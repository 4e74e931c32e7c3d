package dev.lumen.examples.serve;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import dev.lumen.api.units.Require;
import java.net.MalformedURLException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keys from an address: fetched when a token comes, kept for five minutes, and fetched anew for a key that is not among them, twice in
 * half a minute at most. While the address is slow only a few threads wait for it; whoever comes beyond them is told so at once, so
 * that forged tokens do not take the threads of everything else. Thread-safe.
 */
final class FetchedKeys implements JWKSource<SecurityContext> {
    private static final int CONNECT_MILLIS = 2_000;
    private static final int READ_MILLIS = 3_000;
    private static final int LARGEST_SET = 65_536;
    private static final int WAITING = 16;
    private static final int PATIENCE_MILLIS = 100;

    private final JWKSource<SecurityContext> source;
    private final Semaphore waiting = new Semaphore(WAITING);

    FetchedKeys(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !scheme.equals("http")) {
            throw refused(address);
        }
        try {
            source = JWKSourceBuilder.create(
                            address.toURL(), new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, LARGEST_SET))
                    .retrying(true)
                    .build();
        } catch (MalformedURLException e) {
            throw refused(address);
        }
    }

    private static IllegalArgumentException refused(URI address) {
        return Require.refused("address of the keys", address, "a URL of https or http");
    }

    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        if (!entered()) {
            throw new RemoteKeySourceException("too many tokens wait for keys", null);
        }
        try {
            return source.get(selector, context);
        } finally {
            waiting.release();
        }
    }

    private boolean entered() {
        try {
            return waiting.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
