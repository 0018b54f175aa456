//! The record and the plan as documents: read as a browser reads them, and held against the
//! integration files. They are left in `out/records`, for `npm run records` to print.

mod facts;
mod hostile;
mod reader;
mod rig;
