package io.fairlead;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The words of one load balancer stand in its room, in settings and in rights, so that another one is another room. */
class RoomWordsTest {

    /** A link to documentation is no word of it. */
    private static final Pattern METALLB =
            Pattern.compile("(?<!://)metallb\\.(io|universe\\.tf)|IPAddressPool|L2Advertisement|metallb-system");

    /** The room, settings, rights, and what quotes what an operator reads or types: the examples of codes, and doctor's lines. */
    private static final Pattern MAY_HAVE_THEM = Pattern.compile(
            ".*/(network/metallb/\\w+|app/Settings|kube/(KubeOptions|Rights)|model/Code|doctor/ClusterChecks)\\.java");

    @Test
    void theWordsOfMetalLbStandInItsRoomInSettingsAndInRightsOnly() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            List<String> faults = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !MAY_HAVE_THEM.matcher(file.toString()).matches())
                    .filter(file -> hasWord(read(file)))
                    .map(Path::toString)
                    .toList();
            assertEquals(List.of(), faults);
        }
    }

    @Test
    void eachWordIsFoundAndALinkIsNone() {
        List<String> words = List.of(
                "\"metallb.io/loadBalancerIPs\"",
                "metallb.universe.tf/address-pool",
                "no IPAddressPool",
                "L2Advertisement",
                "metallb-system");
        assertEquals(words, words.stream().filter(RoomWordsTest::hasWord).toList());
        assertFalse(hasWord("<a href=\"https://metallb.io/usage/\">usage</a> of MetalLB"));
    }

    private static boolean hasWord(String text) {
        return METALLB.matcher(text).find();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
