package io.fairlead.module;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code fairlead} in a project of its own, with a JDK and a Maven that only say how they were called. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class LauncherTest {

    private static final String SAYS_HOW = "#!/bin/bash\necho \"$0 in $PWD\"\nprintf '%s\\n' \"$@\"\n";

    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private Path home = Path.of("");
    private Path javaHome = Path.of("");

    @BeforeEach
    void aProjectThatIsBuilt() throws IOException {
        folder = folder.toRealPath();
        root = Files.createDirectories(folder.resolve("project"));
        home = Files.createDirectories(folder.resolve("home"));
        javaHome = jdk(folder.resolve("jdk"), "25.0.3");
        Files.copy(Path.of("fairlead"), root.resolve("fairlead"));
        write(root.resolve("pom.xml"), "");
        write(root.resolve("src/main/java/A.java"), "");
        Files.createDirectories(root.resolve("target/quick/classes"));
        Files.createDirectories(root.resolve("target/quick/test-classes"));
        Path jar = write(folder.resolve("a.jar"), "");
        write(root.resolve("target/quick/test-classpath.txt"), jar + ":" + jar);
        write(root.resolve("target/quick/runtime-classpath.txt"), jar.toString());
        age(Files.createDirectories(root.resolve("schema")), 60);
        for (String source : List.of("src/standin/java/S.java", "src/test/java/T.java")) {
            write(root.resolve(source), "");
        }
        try (Stream<Path> sources = Files.walk(root.resolve("src"))) {
            for (Path source : sources.toList()) {
                age(source, 60);
            }
        }
        age(root.resolve("pom.xml"), 60);
        executable(folder.resolve("bin/mvn"), "#!/bin/bash\necho '[ERROR] the second bracket is missing'\nexit 1\n");
    }

    @Test
    void aCommandRunsOnTheRunTimeLibrariesInTheCallersFolder() throws Exception {
        Call call = call("validate", "a file.json");

        assertEquals(0, call.status(), call.output());
        assertEquals(
                javaHome.resolve("bin/java") + " in " + folder, call.lines().getFirst());
        String after =
                root + "/target/quick/classes:" + folder + "/a.jar\nio.fairlead.app.Main\nvalidate\na file.json\n";
        assertTrue(call.output().endsWith("-cp\n" + after), call.output());
    }

    @Test
    void aFleetRunsOnTheRunTimeLibrariesInTheCallersFolder() throws Exception {
        Call call = call("fleet", "render", "-f", "a folder");

        assertEquals(
                javaHome.resolve("bin/java") + " in " + folder, call.lines().getFirst());
        String after =
                root + "/target/quick/classes:" + folder + "/a.jar\nio.fairlead.app.FleetMain\nrender\n-f\na folder\n";
        assertTrue(call.output().endsWith("-cp\n" + after), call.output());
    }

    @Test
    void aCommandStartsFromACacheThatIsMadeOnceABuild() throws Exception {
        executable(javaHome.resolve("bin/jar"), "#!/bin/bash\necho jar >>'" + folder + "/made'\ntouch \"$3\"\n");
        executable(
                javaHome.resolve("bin/java"),
                SAYS_HOW + "for a; do [[ $a != -XX:AOTCacheOutput=* ]] || echo >\"${a#*=}\"; done\n");
        String cache = root + "/target/quick/fairlead-25.aot";

        for (int i = 0; i < 2; i++) {
            Call call = call("validate", "x");
            assertTrue(call.lines().contains("-XX:AOTCache=" + cache), call.output());
            assertTrue(
                    call.output().contains("\n" + root + "/target/quick/commands.jar:" + folder + "/a.jar\n"),
                    call.output());
        }
        assertEquals(List.of("jar"), Files.readAllLines(folder.resolve("made")));
        assertFalse(Files.exists(root.resolve("target/quick/fairlead.jar")), "module/assemble takes it for the module");
        assertFalse(call("run").output().contains("AOTCache"));

        age(root.resolve("target/quick/runtime-classpath.txt"), -5);
        assertEquals(0, call("validate", "x").status());
        assertEquals(2, Files.readAllLines(folder.resolve("made")).size());
    }

    @Test
    void theModuleRunsWithTheSettingsOfTheImage() throws Exception {
        assertTrue(call("run").lines().contains("@" + root + "/module/jvm.options"));
        assertFalse(call("validate").output().contains("jvm.options"));
    }

    @Test
    void theSandboxRunsOnTheTestLibrariesInTheTopFolderWithTheCallersFiles() throws Exception {
        write(folder.resolve("mine.json"), "{}");

        Call call = call("sandbox", "--exit-when-converged", "--desired", "mine.json", "--kubeconfig=mine.json");

        assertEquals(javaHome.resolve("bin/java") + " in " + root, call.lines().getFirst());
        assertTrue(
                call.output()
                        .endsWith(root + "/target/quick/test-classes:" + root + "/target/quick/classes:" + folder
                                + "/a.jar:"
                                + folder
                                + "/a.jar\nio.fairlead.sandbox.Sandbox\n--exit-when-converged\n--desired\n" + folder
                                + "/mine.json\n--kubeconfig=" + folder + "/mine.json\n"),
                call.output());
    }

    @Test
    void whatIsNewerThanTheBuildIsBuiltOnce() throws Exception {
        Path calls = folder.resolve("mvn.calls");
        executable(
                folder.resolve("bin/mvn"),
                "#!/bin/bash\necho \"$JAVA_HOME $*\" >>'" + calls + "'\ntouch '" + root
                        + "/target/quick/runtime-classpath.txt'\n");
        age(root.resolve("src/main/java/A.java"), -1);
        Thread.sleep(1100);

        assertTrue(call("validate").output().contains("fairlead: building"));
        assertFalse(call("validate").output().contains("fairlead: building"));
        List<String> mvn = Files.readAllLines(calls);
        assertEquals(1, mvn.size());
        assertTrue(mvn.getFirst().startsWith(javaHome + " ") && mvn.getFirst().endsWith(" -Dquick process-classes"));
    }

    @Test
    void anEditOfAStandInBuildsForTheSandboxAloneAndOneOfATestForNothing() throws Exception {
        age(root.resolve("src/test/java/T.java"), -1);

        assertFalse(call("validate").output().contains("fairlead: building"));
        assertFalse(call("sandbox").output().contains("fairlead: building"));

        age(root.resolve("src/standin/java/S.java"), -1);

        assertFalse(call("validate").output().contains("fairlead: building"));
        assertTrue(call("sandbox").output().contains("fairlead: building"));
    }

    @Test
    void twoCommandsAtOnceBuildOnce() throws Exception {
        Path calls = folder.resolve("mvn.calls");
        executable(
                folder.resolve("bin/mvn"),
                "#!/bin/bash\necho call >>'" + calls + "'\nsleep 1\ntouch '" + root
                        + "/target/quick/runtime-classpath.txt'\n");
        age(root.resolve("src/main/java/A.java"), 1);
        age(root.resolve("target/quick/runtime-classpath.txt"), 30);
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            Future<Call> first = two.submit(() -> call("validate"));
            Future<Call> second = two.submit(() -> call("validate"));

            assertEquals(0, first.get().status());
            assertEquals(0, second.get().status());
        }
        assertEquals(1, Files.readAllLines(calls).size());
    }

    @Test
    void theTestCommandIsMavensVerifyOnANewEnoughJdkInTheTopFolder() throws Exception {
        executable(folder.resolve("bin/mvn"), "#!/bin/bash\necho \"$JAVA_HOME $PWD $*\"\nexit 3\n");

        Call call = call("test", "-DskipITs");

        assertEquals(3, call.status());
        assertEquals(javaHome + " " + root + " -B -ntp verify -DskipITs\n", call.output());
    }

    @Test
    void aMissingLibraryMeansBuilding() throws Exception {
        Files.delete(folder.resolve("a.jar"));

        assertTrue(call("validate").output().contains("fairlead: building"));
    }

    @Test
    void aFailedBuildSaysWhyAndRunsNothing() throws Exception {
        age(root.resolve("pom.xml"), -1);

        Call call = call("validate");

        assertEquals(1, call.status());
        assertTrue(call.output().contains("[ERROR] the second bracket is missing"), call.output());
        assertTrue(call.output().contains("the build failed; all of it is in " + root + "/target/quick/build.log"));
        assertFalse(call.output().contains("io.fairlead.app.Main"));
    }

    @Test
    void aJavaHomeThatIsTooOldGivesWayToTheNewestJdkFound() throws Exception {
        jdk(home.resolve(".jdks/newer"), "99");
        jdk(home.resolve(".jdks/new"), "98.0.1");
        javaHome = jdk(folder.resolve("old"), "17.0.15");

        assertEquals(
                home.resolve(".jdks/newer/bin/java") + " in " + folder,
                call("validate").lines().getFirst());
    }

    /**
     * What one call of the script did.
     *
     * @param status how it ended
     * @param output both streams
     */
    private record Call(int status, String output) {
        private List<String> lines() {
            return output.lines().toList();
        }
    }

    private Call call(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(root.resolve("fairlead").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("JAVA_HOME", javaHome.toString());
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Call(process.waitFor(), output);
    }

    private static Path jdk(Path where, String version) throws IOException {
        write(where.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        executable(where.resolve("bin/java"), SAYS_HOW);
        executable(where.resolve("bin/javac"), SAYS_HOW);
        return where;
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static void executable(Path file, String text) throws IOException {
        write(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void age(Path file, int seconds) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(seconds)));
    }
}
