package io.fairlead.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws the pictures of docs/images. It is no part of a test run: CONTRIBUTING.md has the command. */
class PageImages {

    private static final Path FOLDER = Path.of("docs", "images");

    /** To look at while the page is designed; images in other formats are not kept. */
    private static final Path LOOK = Path.of("target", "page-images");

    /**
     * A picture.
     *
     * @param name its file without the ending
     * @param scheme the reader's colour scheme
     * @param width in CSS pixels; a phone has two pixels to each
     */
    private record Picture(String name, PageWorld world, String scheme, int width, int height) {
        boolean isPhone() {
            return width < 500;
        }
    }

    @Test
    void thePicturesOfTheDocumentation() throws Exception {
        List<Picture> pictures = List.of(
                new Picture("good", PageStates.good(), "light", 1100, 1000),
                new Picture("good-dark", PageStates.good(), "dark", 1100, 1000),
                new Picture("pool-full-phone", PageStates.poolFull(), "light", 390, 844),
                new Picture("hub-away-phone", PageStates.hubAway(), "dark", 390, 844),
                new Picture("cluster-away", PageStates.clusterAway(), "light", 1100, 800),
                new Picture("large", PageStates.large(), "light", 1100, 1000));
        Files.createDirectories(FOLDER);
        Files.createDirectories(LOOK);
        try (Browser browser = Browser.start()) {
            for (Picture picture : pictures) {
                draw(browser, picture);
            }
        }
    }

    private static void draw(Browser browser, Picture picture) throws IOException {
        try (ShownPage page = new ShownPage(picture.world())) {
            browser.open(page.url());
            browser.scheme(picture.scheme());
            browser.awaitText("#live", "live");
            for (String format : List.of("webp", "png")) {
                byte[] bytes = browser.picture(format, picture.width(), picture.height(), picture.isPhone());
                Path folder = format.equals("webp") ? FOLDER : LOOK;
                Files.write(folder.resolve(picture.name() + "." + format), bytes);
            }
        }
    }
}
