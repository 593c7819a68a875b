export { NoSuchPage as Component } from '../layout/not-found'
