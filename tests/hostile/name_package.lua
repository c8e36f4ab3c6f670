-- Loads a shared library.
-- expect: error 'package' is not available
package.loadlib("libc.so.6", "*")
