package dev.lumen.redis.monitor;

import dev.lumen.redis.link.Deadline;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * A socket of its own: after {@code MONITOR} a server sends without being asked, which Lettuce, where each command has its
 * answer, has no place for. Used by one thread.
 */
final class RawConnection implements Closeable {
    private static final int MOST_BYTES_OF_A_CHAR = 3;

    /** Small, so that what is not taken in waits in the server, where it is seen. */
    private static final int RECEIVE_BUFFER = 1 << 18;

    private final Socket socket;
    private final InputStream in;

    private RawConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** Connects to where {@code uri} points, by TLS if it says so, and authenticates. */
    static RawConnection to(RedisURI uri, SSLSocketFactory tls, Deadline deadline) throws IOException {
        if (uri.getHost() == null) {
            throw new IOException("MONITOR needs a host and a port: " + uri.getSocket() + " is a path");
        }
        Socket plain = new Socket();
        try {
            int millis = millis(deadline);
            plain.setReceiveBufferSize(RECEIVE_BUFFER);
            plain.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), millis);
            plain.setSoTimeout(millis);
            RawConnection connection = new RawConnection(uri.isSsl() ? secured(plain, uri, tls) : plain);
            connection.authenticate(uri, deadline);
            return connection;
        } catch (IOException | RuntimeException e) {
            plain.close();
            throw e;
        }
    }

    private static Socket secured(Socket plain, RedisURI uri, SSLSocketFactory tls) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, uri.getHost(), uri.getPort(), true);
        if (uri.isVerifyPeer()) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
        }
        socket.startHandshake();
        return socket;
    }

    private void authenticate(RedisURI uri, Deadline deadline) throws IOException {
        RedisCredentialsProvider provider = uri.getCredentialsProvider();
        @Nullable
        RedisCredentials credentials =
                provider == null ? null : provider.resolveCredentials().block(Duration.ofMillis(millis(deadline)));
        if (credentials == null || !credentials.hasPassword()) {
            return;
        }
        List<byte[]> words = new ArrayList<>(List.of(utf8("AUTH")));
        if (credentials.hasUsername()) {
            words.add(utf8(credentials.getUsername()));
        }
        byte[] password = utf8(credentials.getPassword());
        words.add(password);
        try {
            send(words);
        } finally {
            Arrays.fill(password, (byte) 0);
        }
        answer();
    }

    /** Sends a command and gives its answer: a status, a number, or the elements of a list one a line. */
    String call(String... words) throws IOException {
        send(Arrays.stream(words).map(RawConnection::utf8).toList());
        return answer();
    }

    private void send(List<byte[]> words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(utf8("*" + words.size() + "\r\n"));
        for (byte[] word : words) {
            out.writeBytes(utf8("$" + word.length + "\r\n"));
            out.writeBytes(word);
            out.writeBytes(utf8("\r\n"));
        }
        socket.getOutputStream().write(out.toByteArray());
        socket.getOutputStream().flush();
    }

    private String answer() throws IOException {
        String line = line();
        String rest = line.isEmpty() ? "" : line.substring(1);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+', ':' -> rest;
            case '-' -> throw new IOException(rest);
            case '$' -> Integer.parseInt(rest) < 0 ? "" : line();
            case '*' -> list(Integer.parseInt(rest));
            default -> throw new IOException("no answer in Redis' protocol");
        };
    }

    private String list(int length) throws IOException {
        List<String> items = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            items.add(answer());
        }
        return String.join("\n", items);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                throw new EOFException("the server closed the connection");
            }
            if (octet != '\r') {
                line.append((char) octet);
            }
        }
        return line.toString();
    }

    /** Reads what is there, waiting no longer than {@code millis}. */
    int read(byte[] buffer, int millis) throws IOException {
        socket.setSoTimeout(millis);
        return in.read(buffer);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Gone either way.
        }
    }

    /** Leaves no copy behind but the result. */
    private static byte[] utf8(char[] word) {
        ByteBuffer room = ByteBuffer.allocate(MOST_BYTES_OF_A_CHAR * word.length);
        StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(word), room, true);
        byte[] bytes = Arrays.copyOf(room.array(), room.position());
        Arrays.fill(room.array(), (byte) 0);
        return bytes;
    }

    private static byte[] utf8(String word) {
        return word.getBytes(StandardCharsets.UTF_8);
    }

    private static int millis(Deadline deadline) {
        return (int) Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline.nanosLeft()));
    }
}
