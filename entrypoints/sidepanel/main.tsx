// The side panel is the app; its layout follows the width it has.
import '../app/main'
