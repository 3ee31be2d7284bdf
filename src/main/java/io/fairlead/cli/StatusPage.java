package io.fairlead.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.text.SourceText;
import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;

/** Reads the status from the page of a running module. */
final class StatusPage {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A module's response is at most 128 KB. */
    private static final int MOST_BYTES = 1 << 20;

    private StatusPage() {}

    /**
     * The response of {@code /api/status}.
     *
     * @param url the URL of the page, with or without a path
     * @throws UnreadableText if there is no such page, or no answer in time
     */
    static JsonObject read(String url) throws InterruptedException {
        URI status = status(url);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpRequest request =
                    HttpRequest.newBuilder(status).timeout(PATIENCE).build();
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            String text;
            try (InputStream body = answer.body()) {
                text = SourceText.decode(body.readNBytes(MOST_BYTES));
            }
            if (answer.statusCode() != 200) {
                throw new UnreadableText(status + " returns " + answer.statusCode() + ": " + text.strip());
            }
            List<JsonElement> documents = SourceText.documents("status.json", text);
            if (documents.isEmpty() || !documents.getFirst().isJsonObject()) {
                throw new UnreadableText(status + " does not return a status");
            }
            return documents.getFirst().getAsJsonObject();
        } catch (IOException unreachable) {
            throw new UnreadableText(status + " does not answer (" + reason(unreachable)
                    + "); check that the module runs and that FAIRLEAD_PAGE is not off");
        }
    }

    private static String reason(IOException unreachable) {
        return switch (unreachable) {
            case ConnectException none -> "no connection";
            case HttpTimeoutException late -> "no answer in " + PATIENCE.toSeconds() + " s";
            default -> FileFault.reason(unreachable);
        };
    }

    private static URI status(String url) {
        try {
            URI page = URI.create(url.contains("://") ? url : "http://" + url);
            if (page.getHost() == null || !List.of("http", "https").contains(page.getScheme())) {
                throw new UnreadableText(url + " is not the URL of a page; give one such as http://localhost:9600");
            }
            return page.resolve("/api/status");
        } catch (IllegalArgumentException wrong) {
            throw new UnreadableText(url + " is not the URL of a page; give one such as http://localhost:9600");
        }
    }
}
