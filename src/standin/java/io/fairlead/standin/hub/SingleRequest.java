package io.fairlead.standin.hub;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One HTTP/1.1 request and its answer on a connection that ends after it; the JDK's own server has no Unix sockets. */
final class SingleRequest {
    private static final int HEAD_BYTES = 16 * 1024;

    private SingleRequest() {}

    /**
     * A request.
     *
     * @param method GET, POST, …
     * @param target path and query as sent
     * @param body the body as UTF-8 text
     */
    record Request(String method, String target, String body) {}

    /**
     * An answer.
     *
     * @param status its status code
     * @param body its body
     */
    record Response(int status, JsonObject body) {}

    static Request read(InputStream in) throws IOException {
        String[] lines = head(in).split("\r\n", -1);
        String[] first = lines[0].split(" ", -1);
        if (first.length != 3) {
            throw new IOException("not HTTP: " + lines[0]);
        }
        int length = 0;
        for (String line : lines) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).trim());
            }
        }
        return new Request(first[0], first[1], new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    static void write(OutputStream out, Response response) throws IOException {
        byte[] body = response.body().toString().getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + response.status() + " " + (response.status() < 300 ? "OK" : "Error")
                + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length
                + "\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0 || head.size() > HEAD_BYTES) {
                throw new EOFException("the request ends in its head");
            }
            head.write(next);
        }
        return head.toString(StandardCharsets.US_ASCII);
    }
}
