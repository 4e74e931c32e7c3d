package dev.lumen.examples.deploy;

import dev.lumen.examples.serve.LatestFeedback;
import dev.lumen.examples.serve.Service;
import dev.lumen.examples.serve.ServiceBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

/** The real service on a free port of the loopback interface, without a loop to run: to see which paths there are. */
final class Routes implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Service service;

    private Routes(Service service) {
        this.service = service;
    }

    static Routes start() throws IOException {
        ServiceBuilder builder = new ServiceBuilder(
                () -> {
                    throw new IllegalStateException("nothing runs here");
                },
                new LatestFeedback());
        return new Routes(builder.start());
    }

    int get(String path) throws IOException, InterruptedException {
        return status(to(path).GET());
    }

    /** From a page of another site, for which nothing is done. */
    int post(String path) throws IOException, InterruptedException {
        return status(to(path).header("Origin", "https://example.org").POST(HttpRequest.BodyPublishers.noBody()));
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + service.address().getPort() + path));
    }

    private int status(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        service.close();
    }
}
