package io.fairlead.cli;

import io.fairlead.text.UnreadableText;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Messages for files that cannot be read or written. The message of the exception itself is often only the file's name. */
public final class FileFault {

    private FileFault() {}

    /** {@code FILE cannot be read: reason}. The exception may name a file below {@code path}. */
    public static UnreadableText unreadable(Path path, IOException fault) {
        String file = fault instanceof FileSystemException named && named.getFile() != null
                ? named.getFile()
                : path.toString();
        return new UnreadableText(file + " cannot be read: " + reason(fault));
    }

    /** {@code FILE cannot be written: reason}. */
    public static UnreadableText unwritable(Path path, IOException fault) {
        String reason = fault instanceof NoSuchFileException ? "its folder does not exist" : reason(fault);
        return new UnreadableText(path + " cannot be written: " + reason);
    }

    /** The reason alone. */
    static String reason(IOException fault) {
        return switch (fault) {
            case NoSuchFileException absent -> "no such file";
            case AccessDeniedException denied -> "access denied; check its permissions";
            case FileAlreadyExistsException taken -> "a file with this name exists";
            case CharacterCodingException garbled -> "it is not in UTF-8";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> Optional.ofNullable(fault.getMessage()).orElse(fault.toString());
        };
    }
}
