@NullMarked
package io.fairlead.service;

import org.jspecify.annotations.NullMarked;
