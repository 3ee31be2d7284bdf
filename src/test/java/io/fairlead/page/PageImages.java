package io.fairlead.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Draws the pictures of docs/images. It is no part of a test run: CONTRIBUTING.md has the command. */
class PageImages {

    private static final Path FOLDER = Path.of("docs", "images");

    @Test
    void thePicturesOfTheDocumentation() throws Exception {
        try (Browser browser = Browser.start()) {
            draw(browser, "good", PageStates.good(), "light", 1100, 1000, false);
            draw(browser, "good-dark", PageStates.good(), "dark", 1100, 1000, false);
            draw(browser, "pool-full-phone", PageStates.poolFull(), "light", 390, 844, true);
            draw(browser, "cluster-away", PageStates.clusterAway(), "light", 1100, 800, false);
            draw(browser, "hub-away-phone", PageStates.hubAway(), "dark", 390, 844, true);
            draw(browser, "large", PageStates.large(), "light", 1100, 1000, false);
        }
    }

    private static void draw(
            Browser browser, String name, PageWorld world, String scheme, int width, int height, boolean phone)
            throws IOException {
        try (ShownPage page = new ShownPage(world)) {
            browser.open(page.url());
            browser.scheme(scheme);
            browser.awaitText("#live", "live");
            Files.createDirectories(FOLDER);
            Files.write(FOLDER.resolve(name + ".webp"), browser.picture("webp", width, height, phone));
            Path look = Path.of(System.getProperty("page.png", "target/page-images"));
            Files.createDirectories(look);
            Files.write(look.resolve(name + ".png"), browser.picture("png", width, phone ? height * 2 : height, phone));
        }
    }
}
