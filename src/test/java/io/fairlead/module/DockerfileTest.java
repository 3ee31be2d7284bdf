package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What can be said of the Dockerfiles without Docker; the files they copy run in {@code ModuleImageIT}. */
class DockerfileTest {

    @Test
    void bothPlatformsAreBuiltAlike() throws IOException {
        assertEquals(text("amd64"), text("arm64v8").replace("arm64v8", "amd64").replace("arm64", "amd64"));
    }

    @Test
    void theImageRunsTheModuleAsANumericUserWithoutAShell() throws IOException {
        List<String> lines = text("amd64").lines().toList();
        List<String> last = lines.subList(lines.indexOf("FROM scratch"), lines.size());
        assertTrue(last.contains("USER 65532:65532"));
        assertTrue(last.contains("EXPOSE 9600"));
        assertTrue(last.contains("ENTRYPOINT [\"/opt/java/bin/java\", \"@/opt/fairlead/jvm.options\", \"-jar\","
                + " \"/opt/fairlead/fairlead.jar\"]"));
        assertTrue(last.contains("CMD [\"run\"]"));
        assertTrue(last.stream().noneMatch(line -> line.startsWith("RUN ")));
    }

    @Test
    void everyImageItBuildsOnIsPinned() throws IOException {
        text("amd64")
                .lines()
                .filter(line -> line.startsWith("FROM ") && !line.equals("FROM scratch"))
                .forEach(line ->
                        assertTrue(line.matches("FROM --platform=\\S+ \\w+:\\d+\\.\\d+\\.\\d+-\\S+ AS \\w+"), line));
    }

    private static String text(String platform) throws IOException {
        return Files.readString(Path.of("module", "Dockerfile." + platform));
    }
}
