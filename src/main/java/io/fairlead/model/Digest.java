package io.fairlead.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short digest of a text, for comparing texts without showing them.
 *
 * @param hex the first 12 hexadecimal digits of the SHA-256 of the text in UTF-8
 */
public record Digest(String hex) {

    private static final int LENGTH = 12;

    /** The digest of {@code text}. */
    public static Digest of(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return new Digest(HexFormat.of().formatHex(hash).substring(0, LENGTH));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
