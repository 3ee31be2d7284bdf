package io.fairlead.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fairlead.page.Browser;
import io.fairlead.page.Prometheus;
import io.fairlead.rig.FreePorts;
import io.fairlead.rig.NeedsRig;
import io.fairlead.rig.NeedsTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and the metrics of the module on a real API server with MetalLB, in Chromium and in Prometheus. */
@NeedsRig
@NeedsTool({"chromium", "chromedriver", "prometheus"})
class PageIT {

    @TempDir
    private Path folder;

    @Test
    void itShowsTheAddressThatWasGivenFollowsAChangeOfTheTwinAndComesBackWithTheModule() throws Exception {
        try (EndToEnd device = new EndToEnd();
                Browser browser = Browser.start()) {
            int port = new FreePorts().next();
            device.module.set("FAIRLEAD_PORT", Integer.toString(port));
            device.module.asOnADevice();
            device.module.start();
            device.converged(device.backEnd.replace(twin(device, "")));
            try (Prometheus prometheus = new Prometheus(folder, port)) {
                browser.open("http://localhost:" + port + "/");
                prometheus.awaitAllSeriesOfRulesAndDashboard();
            }
            browser.awaitText("h1", "Converged");
            browser.awaitText("#addresses", device.ip(0));
            browser.awaitText("#app-web", "1 of 1 ready");

            device.backEnd.replace(twin(device, ", \"news\": {\"image\": \"web.example/news:1\", \"ports\": \"80\"}"));
            browser.awaitText("#apps", "news");
            long most = device.module.peakMb();
            System.out.println("The module with its page open in a browser: " + most + " MB at the most");
            assertTrue(most < 160, most + " MB");
            device.module.kill();
            browser.awaitText("#live", "the module does not answer");
            device.module.start();
            browser.awaitText("#live", "live");
            browser.awaitText("h1", "Converged");
        }
    }

    private static String twin(EndToEnd device, String more) {
        return """
                {"schema": 1,
                 "network": {"services": {"pools": {"default": {"addresses": "%s"}}}},
                 "apps": {"web": {"image": "web.example/shop:1", "expose": "external", "ports": "80",
                   "env": {"PASSWORD": "a-warning"}}%s}}
                """.formatted(device.range(0, 1), more);
    }
}
