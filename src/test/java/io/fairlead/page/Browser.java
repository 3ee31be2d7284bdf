package io.fairlead.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.os.ExecutableFinder;

/** A headless Chromium, in which tests look at pages as a reader does. */
public final class Browser implements AutoCloseable {

    /** A page that does not become as it should within this is wrong; nothing waits for its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Map<String, Object> DESKTOP =
            Map.of("width", 1200, "height", 900, "deviceScaleFactor", 1, "mobile", false);

    private final ChromeDriver driver;

    private Browser(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Starts one. */
    public static Browser start() {
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(program("chromium"));
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        // Root's Chromium has no sandbox, and a container often has little shared memory.
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars");
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(program("chromedriver"))
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(PATIENCE.plusSeconds(10));
        return new Browser(driver);
    }

    private static File program(String name) {
        return new File(Objects.requireNonNull(new ExecutableFinder().find(name), name));
    }

    /** Opens an address in the size of a desktop, with what the last one did forgotten. */
    public void open(String url) {
        size(DESKTOP);
        driver.manage().logs().get(LogType.BROWSER);
        driver.get(url);
    }

    /** The size of the window, as Chromium's {@code Emulation.setDeviceMetricsOverride} has it. */
    private void size(Map<String, Object> metrics) {
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", metrics);
    }

    /** A phone of a width. */
    public void phone(int width) {
        size(Map.of("width", width, "height", 700, "deviceScaleFactor", 1, "mobile", true));
    }

    /** The reader's colour scheme: {@code light} or {@code dark}. */
    public void scheme(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Whether the pages that are opened next run their scripts. */
    public void scripts(boolean on) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !on));
    }

    /** What a script returns. */
    public Object run(String script, Object... arguments) {
        return Objects.requireNonNullElse(driver.executeScript(script, arguments), "");
    }

    /** The text of an element, as the reader sees it. */
    public String text(String css) {
        return found(css, WebElement::getText);
    }

    /** What is done with an element; the page may put another in its place while it is looked at. */
    private <T> T found(String css, Function<WebElement, T> look) {
        for (long end = System.nanoTime() + PATIENCE.toNanos(); ; ) {
            try {
                return look.apply(driver.findElement(By.cssSelector(css)));
            } catch (StaleElementReferenceException replaced) {
                if (System.nanoTime() - end > 0) {
                    throw replaced;
                }
            }
        }
    }

    /** Puts text into an element in place of what it has. */
    public void type(String css, String text) {
        run(
                "const at = document.querySelector(arguments[0]); at.value = arguments[1];"
                        + " at.dispatchEvent(new InputEvent('input', { bubbles: true }))",
                css,
                text);
    }

    /** Clicks an element. */
    public void click(String css) {
        found(css, element -> {
            element.click();
            return true;
        });
    }

    /** Presses keys where the focus is. */
    public void press(Keys key) {
        driver.switchTo().activeElement().sendKeys(key);
    }

    /** Waits until a condition of the page's holds, in JavaScript; returns how many milliseconds it waited. */
    public long await(String what, String condition) {
        Object waited = driver.executeAsyncScript(
                "const [end, done] = [performance.now() + " + PATIENCE.toMillis() + ", arguments[0]];"
                        + "const start = performance.now();"
                        + "(function look() { let holds = false; try { holds = " + condition + " } catch { }"
                        + "  if (holds) done(Math.round(performance.now() - start));"
                        + "  else if (performance.now() > end) done(-1);"
                        + "  else setTimeout(look, 10); })()");
        if (!(waited instanceof Long took) || took < 0) {
            throw new AssertionError("never: " + what + "; the page is\n" + text("body"));
        }
        return took;
    }

    /** Waits until the element has the text. */
    public long awaitText(String css, String text) {
        return await(
                text + " in " + css,
                "document.querySelector('" + css + "').innerText.includes('" + text.replace("'", "\\'") + "')");
    }

    /** What the browser said against the page since it was opened. */
    public List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** Fails where axe finds what is serious for who sees, hears or moves otherwise. */
    public void assertAccessible() {
        Object found = driver.executeAsyncScript(
                axe() + "; const done = arguments[0];"
                        + "axe.run(document, { resultTypes: ['violations'] }).then((all) => done(all.violations"
                        + ".filter((one) => ['serious', 'critical'].includes(one.impact))"
                        + ".map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' | '))))");
        assertEquals(List.of(), found);
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture of the first {@code height} pixels. */
    public byte[] picture(String format, int width, int height, boolean phone) {
        size(Map.of("width", width, "height", height, "deviceScaleFactor", phone ? 2 : 1, "mobile", phone));
        Map<String, Object> picture =
                driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", format, "optimizeForSpeed", false));
        return Base64.getDecoder().decode(String.valueOf(picture.get("data")));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
