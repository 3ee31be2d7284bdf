package io.fairlead.module;

/**
 * A file in a layer, as {@code tar --list --verbose} prints it.
 *
 * @param mode its kind and permissions, such as {@code -rwxr-xr-x}
 * @param owner user and group by number
 * @param path its path, with a slash at the end of a folder's
 */
record TarEntry(String mode, String owner, String path) {

    static TarEntry parse(String line) {
        String[] words = line.split("\\s+", 6);
        return new TarEntry(words[0], words[1], words[5].replaceFirst(" -> .*", ""));
    }

    String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
