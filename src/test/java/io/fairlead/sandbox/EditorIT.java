package io.fairlead.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.page.Browser;
import io.fairlead.rig.Eventually;
import io.fairlead.rig.NeedsTool;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the sandbox in Chromium: the editor of the twin, with the module's page beside it. */
@NeedsTool({"chromium", "chromedriver"})
class EditorIT {

    private static final String GOOD = """
            schema: 1
            network: {services: {pools: {default: {addresses: 10.126.75.206-10.126.75.210}}}}
            apps: {kiosk: {image: 'nginx:1', expose: external, ports: '80'}}
            """;

    @TempDir
    private Path folder;

    @Test
    void aBadTwinIsRefusedWithItsPathAndAGoodOneIsPlannedSentAndFollowed() throws Exception {
        Path log = folder.resolve("log");
        Process sandbox = SandboxIT.start(log);
        try (Browser browser = Browser.start()) {
            Eventually.holds(
                    "the address is printed",
                    Duration.ofSeconds(60),
                    () -> !Files.readString(log).isEmpty());
            String first = Files.readAllLines(log).get(0);
            assertTrue(first.contains("http://localhost:"), first);
            String url = first.substring(first.indexOf("http://"));
            browser.open(url);
            browser.await("the twin is there", "document.getElementById('twin').value.includes('shop')");
            browser.awaitText("#problems", "The module would take all of it.");

            browser.await(
                    "the module has converged",
                    "document.querySelector('iframe').contentDocument.querySelector('h1').innerText.includes('Converged')");
            browser.type("#twin", GOOD.replace("image:", "imag:"));
            browser.awaitText("#problems", "apps.kiosk.imag: UnknownKey");
            assertEquals(true, browser.run("return document.getElementById('plan').disabled"));
            assertEquals(true, browser.run("return document.getElementById('send').disabled"));
            browser.type("#twin", "schema: 1\napps: [");
            browser.awaitText("#problems", "line ");

            browser.type("#twin", GOOD);
            browser.awaitText("#problems", "The module would take all of it.");
            browser.click("#plan");
            browser.awaitText("#answer", "kiosk/kiosk: gets 10.126.75.");
            browser.click("#send");
            browser.awaitText("#what", "Report on version");
            browser.awaitText("#answer", "Converged");
            browser.await(
                    "the page beside it follows",
                    "document.querySelector('iframe').contentDocument.querySelector('#app-kiosk')");
            browser.assertAccessible();
            assertEquals(List.of(), browser.complaints());
            assertEquals(415, post(url, "text/plain"), "what a form of another page can send");
        } finally {
            sandbox.destroy();
        }
        assertTrue(sandbox.waitFor(20, TimeUnit.SECONDS), "it did not end on SIGTERM");
    }

    private static int post(String url, String type) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/send"))
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("{}"))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }
}
