package io.fairlead.cli;

import io.fairlead.text.UnreadableText;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that the arguments of a command select.
 *
 * @param files the files, with a folder replaced by its files
 * @param several whether lines must name their file, because there is more than one argument, or a folder
 * @param complete whether every argument selected a file
 */
record FileList(List<InputFile> files, boolean several, boolean complete) {

    /** Copies the list. */
    FileList {
        files = List.copyOf(files);
    }

    /** Reports on {@code err} each argument that selects no file. */
    static FileList of(List<String> arguments, PrintWriter err) {
        List<InputFile> files = new ArrayList<>();
        boolean complete = true;
        for (String argument : arguments) {
            try {
                files.addAll(InputFile.in(argument));
            } catch (UnreadableText none) {
                Console.line(err, argument + ": " + none.why());
                complete = false;
            }
        }
        boolean several = arguments.size() > 1 || files.stream().anyMatch(file -> !arguments.contains(file.name()));
        return new FileList(files, several, complete);
    }
}
