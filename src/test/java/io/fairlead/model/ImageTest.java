package io.fairlead.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the name of an image and what is not. */
class ImageTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx",
                "nginx:1.15.5-alpine",
                "oss/nginx/nginx:1",
                "mcr.microsoft.com/oss/nginx/nginx:1.15.5-alpine",
                "ecr.device.example:31001/worker:1.4",
                "localhost:5000/worker",
                "HOST.Example:5000/a",
                "a-b.c-d.example:5000/a",
                "192.168.0.1:5000/a",
                "[2001:db8::1]:5000/a:1",
                "[2001:db8::1]/a",
                "a/b__c/d-e/f---g/h.i/j_k",
                "a:V1.0_x-Y",
                "a:5000",
                "xn--7o8h.com/myimage:xn--7o8h.com",
            })
    void anImageIsOne(String text) {
        assertTrue(isOne(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":1",
                "nginx:",
                "nginx@",
                "Nginx",
                "a/Nginx",
                "https://host/a",
                "a//b",
                "/a",
                "a/",
                "-a",
                "a-",
                "a..b",
                "a___b",
                "a:-1",
                "a b",
                "a:b:c",
                "host:port/a",
                "a@sha256:123",
                "a@sha256",
                "[::1/a",
                "é",
                "a:1\n",
                "-host/a/Nginx"
            })
    void anythingElseIsNot(String text) {
        assertFalse(isOne(text), text);
    }

    @Test
    void aDigestHasTheLengthOfItsAlgorithm() {
        assertTrue(isOne("a@sha256:" + HEX));
        assertTrue(isOne("a:1@sha256:" + HEX));
        assertFalse(isOne("a@sha256:" + HEX.substring(1)));
        assertFalse(isOne("a@sha256:" + HEX + "0"));
        assertFalse(isOne("a@sha256:" + "g".repeat(64)));
    }

    @Test
    void aNameHasAtMost255CharactersAndATag128() {
        assertTrue(isOne("a".repeat(255) + ":" + "b".repeat(128)));
        assertFalse(isOne("a".repeat(256)));
        assertFalse(isOne("a:" + "b".repeat(129)));
    }

    @Test
    void noTextTakesLong() {
        for (String piece : new String[] {"a", "a.", "a-", "a/", "a_", "a:", "A.", "-"}) {
            String text = piece.repeat(500) + "!";
            assertFalse(assertTimeoutPreemptively(Duration.ofSeconds(5), () -> isOne(text)), piece);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nginx, '', nginx, '', docker.io/library/nginx",
        "oss/nginx:1, '', oss/nginx, 1, docker.io/oss/nginx",
        "index.docker.io/nginx, index.docker.io, nginx, '', docker.io/library/nginx",
        "ecr.device.example:31001/worker:1.4, ecr.device.example:31001, worker, 1.4, ecr.device.example:31001/worker",
        "localhost/worker, localhost, worker, '', localhost/worker",
        "HOST/a, HOST, a, '', host/a",
        "mcr.microsoft.com/oss/nginx/nginx:1, mcr.microsoft.com, oss/nginx/nginx, 1, mcr.microsoft.com/oss/nginx/nginx",
    })
    void itsPartsAreThoseThatAKubeletSees(String text, String registry, String path, String tag, String repository) {
        Image image = Image.of(text);

        assertEquals(registry, image.registry().orElse(""));
        assertEquals(path, image.path());
        assertEquals(tag, image.tag().orElse(""));
        assertEquals(repository, image.repository());
        assertEquals(text, image.toString());
    }

    @Test
    void aDigestIsKept() {
        String text = "host.example/a:1@sha256:" + HEX;

        assertEquals(text, Image.of(text).toString());
        assertEquals("sha256:" + HEX, Image.of(text).digest().orElse(""));
    }

    private static boolean isOne(String text) {
        return Image.parse(text).filter(image -> image.toString().equals(text)).isPresent();
    }
}
